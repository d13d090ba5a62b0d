using System.Buffers;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace DataCuration.Rephrasing.Generation.Ledger;

/// <summary>
/// Every call that was paid for, in files that only grow: the cache that makes a text cost once, and the account of what was spent. An answer is on the disk before anyone
/// sees it; answers that arrive together share one flush. That a call is sent is written before it is, without a flush: it outlives the process, and a call without an end counts as its worst
/// case when the ledger is opened again. After <c>kill -9</c> the last line may be cut: opening drops it, and the call that it belonged to is made again.
/// A damaged line elsewhere is passed over and counted. Holds 32 bytes a call in memory, not the answers. Safe for concurrent use by one process.
/// </summary>
public sealed class GenerationLedger : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Dictionary<UInt128, Place> _places = [];
    private readonly List<SafeFileHandle> _files = [];
    private readonly Dictionary<UInt128, UnderWay> _open = [];
    private readonly Lock _gate = new();
    private LedgerWriter? _writer;
    private FileStream? _lock;

    private GenerationLedger(string folder) => _folder = folder;

    private LedgerWriter Writer => _writer ?? throw new InvalidOperationException("The ledger is open for reading only.");

    /// <summary>Requests that are answered or rejected for good.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _places.Count;
        }
    }

    /// <summary>Calls that were under way when an earlier process died; they count as spent.</summary>
    public int UnderWayBefore { get; private set; }

    /// <summary>Tokens of all calls when the ledger was opened, lost ones included.</summary>
    public TokenUsage SpentBefore { get; private set; }

    /// <summary>Money of all calls when the ledger was opened.</summary>
    public double CostBefore { get; private set; }

    /// <summary>Bytes of a cut last line that opening dropped.</summary>
    public long DroppedBytes { get; private set; }

    /// <summary>Damaged lines that are not the last: a disk's fault, not a crash's.</summary>
    public int DamagedLines { get; private set; }

    /// <summary>Opens the ledger of a folder for writing, repaired; creates it when absent.</summary>
    /// <exception cref="DiagnosticException">DC2151: another process has it.</exception>
    public static GenerationLedger Open(string folder)
    {
        GenerationLedger ledger = new(Path.GetFullPath(folder));
        Directory.CreateDirectory(folder);
        ledger._lock = Lock(ledger._folder);
        long length = ledger.Load(isReadOnly: false);
        ledger._writer = new LedgerWriter(ledger._folder, ledger._files.Count, ledger._files.LastOrDefault(), length, ledger.Add, ledger.Enter);
        return ledger;
    }

    /// <summary>Reads the ledger of a folder without changing it; empty when there is none.</summary>
    public static GenerationLedger OpenRead(string folder)
    {
        GenerationLedger ledger = new(Path.GetFullPath(folder));
        if (Directory.Exists(folder))
            ledger.Load(isReadOnly: true);
        return ledger;
    }

    /// <summary>True when the request need not be made.</summary>
    public bool Contains(string hash)
    {
        lock (_gate)
            return _places.ContainsKey(Key(hash));
    }

    /// <summary>The record of a request; null when it was never answered.</summary>
    public LedgerRecord? Find(string hash)
    {
        Place place;
        SafeFileHandle file;
        lock (_gate)
        {
            if (!_places.TryGetValue(Key(hash), out place))
                return null;
            file = _files[place.File];
        }

        byte[] line = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            int read = RandomAccess.Read(file, line.AsSpan(0, place.Length), place.Offset);
            return read == place.Length ? LedgerLine.TryRead(line.AsSpan(0, place.Length)) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(line);
        }
    }

    /// <summary>Appends a record that answers nothing, such as that a call is sent. On return it outlives this process, if not a power cut.</summary>
    public void Append(LedgerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Writer.Write(LedgerLine.Write(record));
    }

    /// <summary>Appends a record; done when it is on the disk.</summary>
    public Task AppendAsync(LedgerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Writer.WriteAndFlushAsync(record, LedgerLine.Write(record));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        foreach (SafeFileHandle file in _files)
            file.Dispose();
        if (_lock is not null)
            await _lock.DisposeAsync().ConfigureAwait(false);
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC2151", "Another run has this ledger of generated texts open, and one at a time may. Wait for its end, or give this recipe another folder in rephrase.ledger.", folder),
                ExitCode.Temporary);
        }
    }

    /// <summary>Reads all; returns where the last file ends.</summary>
    private long Load(bool isReadOnly)
    {
        long last = 0;
        string[] paths = [.. Directory.EnumerateFiles(_folder, "calls-*.jsonl").Order(StringComparer.Ordinal)];
        for (int i = 0; i < paths.Length; i++)
        {
            bool isLast = i == paths.Length - 1;
            _files.Add(File.OpenHandle(paths[i], FileMode.Open, isLast && !isReadOnly ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite));
            long end = LoadFile(i);
            long length = RandomAccess.GetLength(_files[i]);
            if (isLast)
            {
                DroppedBytes = length - end;
                if (DroppedBytes > 0 && !isReadOnly)
                    RandomAccess.SetLength(_files[i], end);
            }
            else if (length > end)
            {
                DamagedLines++;
            }

            last = end;
        }

        foreach (UnderWay open in _open.Values)
        {
            (SpentBefore, CostBefore) = (SpentBefore + open.Usage, CostBefore + open.Cost);
            UnderWayBefore += open.Calls;
        }

        return last;
    }

    /// <summary>Reads a file's lines; returns where the last whole one ends.</summary>
    private long LoadFile(int file)
    {
        byte[] buffer = new byte[1 << 16];
        int held = 0;
        long start = 0;
        long goodEnd = 0;
        int damaged = 0;
        while (true)
        {
            if (held == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            int read = RandomAccess.Read(_files[file], buffer.AsSpan(held), start + held);
            if (read == 0)
                break;
            held += read;
            int at = 0;
            while (buffer.AsSpan(at, held - at).IndexOf((byte)'\n') is >= 0 and int length)
            {
                if (LedgerLine.TryRead(buffer.AsSpan(at, length)) is { } record)
                {
                    Enter(record, new Place(file, start + at, length));
                    goodEnd = start + at + length + 1;
                    (DamagedLines, damaged) = (DamagedLines + damaged, 0);
                }
                else
                {
                    damaged++; // Damage only if a good line follows; else it is the torn tail.
                }

                at += length + 1;
            }

            Buffer.BlockCopy(buffer, at, buffer, 0, held - at);
            (start, held) = (start + at, held - at);
        }

        return goodEnd;
    }

    private void Enter(LedgerRecord record, Place place)
    {
        UInt128 key = Key(record.Hash);
        UnderWay open = _open.GetValueOrDefault(key);
        if (record.Status == LedgerRecord.Sent)
        {
            _open[key] = new UnderWay(open.Calls + 1, open.Usage + record.Usage, open.Cost + record.Cost);
            return;
        }

        if (open.Calls > 1)
            _open[key] = open.WithoutOne();
        else
            _open.Remove(key);
        (SpentBefore, CostBefore) = (SpentBefore + record.Usage, CostBefore + record.Cost);
        if (record.IsFinal)
            _places[key] = place;
    }

    private void Add(SafeFileHandle file)
    {
        lock (_gate)
            _files.Add(file);
    }

    private void Enter(IReadOnlyList<WrittenLine> lines)
    {
        lock (_gate)
        {
            foreach (WrittenLine line in lines)
            {
                if (line.Record.IsFinal)
                    _places[Key(line.Record.Hash)] = new Place(line.File, line.Offset, line.Length);
            }
        }
    }

    /// <summary>Half of the hash tells any number of requests apart that a disk can hold.</summary>
    private static UInt128 Key(string hash) => UInt128.Parse(hash.AsSpan(0, 32), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly record struct Place(int File, long Offset, int Length);

    /// <summary>Calls for one request that were sent and whose end is not known.</summary>
    private readonly record struct UnderWay(int Calls, TokenUsage Usage, double Cost)
    {
        public UnderWay WithoutOne() => new(
            Calls - 1, new TokenUsage(Usage.Prompt - (Usage.Prompt / Calls), Usage.Cached - (Usage.Cached / Calls), Usage.Completion - (Usage.Completion / Calls)), Cost - (Cost / Calls));
    }
}
