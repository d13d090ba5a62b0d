// External merge sort (Knuth, The Art of Computer Programming 3, section 5.4.1): records fill a buffer, each full buffer is sorted and
// written as a run while the next one fills, and reading merges the runs. What fits into the buffer never touches the disk.
// Runs beyond the fan-in are merged in groups first, so memory and open files stay bounded at any size.
// Cost: O(n log n) comparisons, one write and one read a record (two when groups are merged).
using System.Globalization;

namespace DataCuration.Deduplication.Sorting;

/// <summary>Sorts any number of records within a memory limit. One writer at a time; after <see cref="Read()"/> no more records.</summary>
public sealed class ExternalSorter<TRecord> : IDisposable
    where TRecord : unmanaged, IComparable<TRecord>
{
    private const int MaxFanIn = 256;
    private const int FirstCapacity = 1 << 12;

    private readonly string _folder;
    private readonly string _name;
    private readonly long _memoryBytes;
    private readonly int _capacity;
    private readonly List<string> _runs = [];
    private readonly List<string> _foreignRuns = [];
    private TRecord[] _buffer = new TRecord[FirstCapacity];
    private TRecord[]? _spare;
    private Task _spilling = Task.CompletedTask;
    private int _buffered;
    private int _runNumber;
    private bool _isSorted;

    /// <summary>A sorter.</summary>
    /// <param name="folder">Where runs go; it exists.</param>
    /// <param name="name">The start of their names, also the stage named when one is damaged.</param>
    /// <param name="memoryBytes">For the two buffers together.</param>
    public ExternalSorter(string folder, string name, long memoryBytes)
    {
        _folder = folder;
        _name = name;
        _memoryBytes = memoryBytes;
        _capacity = (int)Math.Clamp(memoryBytes / (2L * RecordFileWriter<TRecord>.RecordBytes), FirstCapacity, Array.MaxLength / 2);
    }

    /// <summary>Records added.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes of runs written so far.</summary>
    public long SpilledBytes { get; private set; }

    /// <summary>Adds a record.</summary>
    public void Add(in TRecord record)
    {
        if (_buffered == _buffer.Length)
        {
            MakeRoom();
        }

        _buffer[_buffered++] = record;
        Count++;
    }

    /// <summary>Takes part in the merge with a file that is sorted already and stays where it is.</summary>
    public void AddSortedFile(string path) => _foreignRuns.Add(path);

    /// <summary>All records in order. May be called again for another pass.</summary>
    public SortedRecords<TRecord> Read() => Read(_foreignRuns);

    /// <summary>The records that were added, without those of <see cref="AddSortedFile"/>.</summary>
    public SortedRecords<TRecord> ReadOwn() => Read([]);

    /// <summary>The records that were added and those of <see cref="AddSortedFile"/> that share a key with one of them.</summary>
    public SortedRecords<TRecord> ReadJoined(Comparison<TRecord> compareKeys) =>
        _foreignRuns.Count == 0 ? Read() : new SortedRecords<TRecord>(ReadOwn, _foreignRuns, compareKeys, _name);

    /// <summary>All records in blocks, in no order: much cheaper where order does not matter. A block is valid until the next one is asked for.</summary>
    public IEnumerable<ReadOnlyMemory<TRecord>> ReadBlocks()
    {
        Read().Dispose();
        foreach (string file in _foreignRuns.Concat(_runs))
        {
            using RecordFileReader<TRecord> reader = new(file, _name);
            for (ReadOnlyMemory<TRecord> block; (block = reader.ReadBlock()).Length > 0;)
            {
                yield return block;
            }
        }

        if (_buffered > 0)
        {
            yield return _buffer.AsMemory(0, _buffered);
        }
    }

    private SortedRecords<TRecord> Read(IReadOnlyList<string> foreignRuns)
    {
        _spilling.GetAwaiter().GetResult();
        if (!_isSorted)
        {
            _spare = null;
            _buffer.AsSpan(0, _buffered).Sort();
            _isSorted = true;
            while (_runs.Count > MaxFanIn)
            {
                MergeGroup();
            }
        }

        return new SortedRecords<TRecord>([.. foreignRuns, .. _runs], _buffer.AsMemory(0, _buffered), _name, Math.Max(_memoryBytes / 4, 1 << 20));
    }

    /// <summary>Writes all records in order as one file.</summary>
    public void WriteTo(string path)
    {
        using SortedRecords<TRecord> records = Read();
        Write(records, path);
    }

    /// <summary>Deletes the runs.</summary>
    public void Dispose()
    {
        ((IAsyncResult)_spilling).AsyncWaitHandle.WaitOne();
        foreach (string run in _runs)
        {
            File.Delete(run);
        }
    }

    private static void Write(SortedRecords<TRecord> records, string path)
    {
        using RecordFileWriter<TRecord> writer = new(path);
        while (records.MoveNext())
        {
            writer.Add(records.Current);
        }

        writer.Complete();
    }

    private void MakeRoom()
    {
        if (_buffer.Length < _capacity)
        {
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, _capacity));
            return;
        }

        _spilling.GetAwaiter().GetResult();
        TRecord[] full = _buffer;
        string path = NextRun();
        _runs.Add(path);
        SpilledBytes += RecordFileHeader.Size + ((long)full.Length * RecordFileWriter<TRecord>.RecordBytes);
        _buffer = _spare ?? new TRecord[_capacity];
        _spare = full;
        _buffered = 0;
        _spilling = Task.Factory.StartNew(
            () =>
            {
                full.AsSpan().Sort();
                using RecordFileWriter<TRecord> writer = new(path);
                writer.Add(full.AsSpan());
                writer.Complete();
            },
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
    }

    private void MergeGroup()
    {
        List<string> group = _runs[..MaxFanIn];
        string path = NextRun();
        using (SortedRecords<TRecord> records = new(group, default, _name, Math.Max(_memoryBytes / 4, 1 << 20)))
        {
            Write(records, path);
        }

        _runs.RemoveRange(0, MaxFanIn);
        _runs.Add(path);
        group.ForEach(File.Delete);
    }

    private string NextRun() => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_name}-{_runNumber++:D4}.run"));
}
