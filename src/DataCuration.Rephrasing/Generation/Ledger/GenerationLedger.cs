using System.Buffers;
using System.Globalization;
using System.Threading.Channels;
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
    /// <summary>A file that has reached this is followed by another.</summary>
    private const long FileBytes = 256L << 20;

    private const int MaxBatch = 512;

    private readonly string _folder;
    private readonly Dictionary<UInt128, Place> _places = [];
    private readonly List<SafeFileHandle> _files = [];
    private readonly Dictionary<UInt128, UnderWay> _open = [];
    private readonly Lock _gate = new();
    private readonly Lock _end = new();
    private readonly Channel<Entry> _queue = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private Task _writer = Task.CompletedTask;
    private FileStream? _lock;
    private long _length;

    private GenerationLedger(string folder) => _folder = folder;

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
        ledger.Load(isReadOnly: false);
        ledger._writer = ledger.WriteAllAsync();
        return ledger;
    }

    /// <summary>Reads the ledger of a folder without changing it; empty when there is none.</summary>
    public static GenerationLedger OpenRead(string folder)
    {
        GenerationLedger ledger = new(Path.GetFullPath(folder));
        if (Directory.Exists(folder))
            ledger.Load(isReadOnly: true);
        ledger._queue.Writer.Complete();
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
        Write(LedgerLine.Write(record));
    }

    /// <summary>Appends a record; done when it is on the disk.</summary>
    public Task AppendAsync(LedgerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Entry entry = new(record, LedgerLine.Write(record));
        return _queue.Writer.TryWrite(entry) ? entry.Done.Task : throw new ObjectDisposedException(nameof(GenerationLedger));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
        if (_lock is not null && _files.Count > 0)
            RandomAccess.FlushToDisk(_files[^1]);
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

    private void Load(bool isReadOnly)
    {
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

            _length = end;
        }

        foreach (UnderWay open in _open.Values)
        {
            (SpentBefore, CostBefore) = (SpentBefore + open.Usage, CostBefore + open.Cost);
            UnderWayBefore += open.Calls;
        }
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

    private async Task WriteAllAsync()
    {
        List<Entry> batch = [];
        await foreach (Entry first in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out Entry? next))
                batch.Add(next);
            try
            {
                Write(batch);
                foreach (Entry entry in batch)
                    entry.Done.SetResult();
            }
            catch (IOException exception)
            {
                foreach (Entry entry in batch)
                    entry.Done.TrySetException(exception);
            }
        }
    }

    private void Write(List<Entry> batch)
    {
        byte[] bytes = new byte[batch.Sum(entry => entry.Line.Length)];
        int at = 0;
        foreach (Entry entry in batch)
        {
            entry.Line.CopyTo(bytes, at);
            at += entry.Line.Length;
        }

        (SafeFileHandle file, int index, long offset) = Write(bytes);

        // Outside the lock: who only writes down that a call is sent does not wait for the disk.
        RandomAccess.FlushToDisk(file);
        lock (_gate)
        {
            foreach (Entry entry in batch)
            {
                if (entry.Record.IsFinal)
                    _places[Key(entry.Record.Hash)] = new Place(index, offset, entry.Line.Length - 1);
                offset += entry.Line.Length;
            }
        }
    }

    private (SafeFileHandle File, int Index, long Offset) Write(byte[] bytes)
    {
        lock (_end)
        {
            SafeFileHandle file = CurrentFile();
            long offset = _length;
            RandomAccess.Write(file, bytes, offset);
            _length += bytes.Length;
            return (file, _files.Count - 1, offset);
        }
    }

    private SafeFileHandle CurrentFile()
    {
        if (_files.Count > 0 && _length < FileBytes)
            return _files[^1];
        string path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"calls-{_files.Count:D5}.jsonl"));
        SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        lock (_gate)
            _files.Add(file);
        _length = 0;
        return file;
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

    private sealed record Entry(LedgerRecord Record, byte[] Line)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
