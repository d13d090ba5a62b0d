namespace DataCuration.Deduplication.Sorting;

/// <summary>One pass over sorted records: a k-way merge of run files and at most one run in memory. Single-threaded.</summary>
public sealed class SortedRecords<TRecord> : IDisposable
    where TRecord : unmanaged, IComparable<TRecord>
{
    private readonly List<Run> _heap = [];
    private readonly ReadOnlyMemory<TRecord> _memory;
    private readonly bool _isMemoryOnly;
    private int _next;
    private TRecord _current;
    private bool _isBlockOut;

    /// <summary>Opens the runs.</summary>
    /// <param name="files">Sorted record files.</param>
    /// <param name="memory">Sorted records.</param>
    /// <param name="stage">Named when a file is damaged.</param>
    /// <param name="bufferBytes">Memory for all read buffers together.</param>
    public SortedRecords(IReadOnlyList<string> files, ReadOnlyMemory<TRecord> memory, string stage, long bufferBytes)
    {
        _memory = memory;
        _isMemoryOnly = files.Count == 0;
        if (_isMemoryOnly)
        {
            return;
        }

        foreach (string file in files)
        {
            AddRun(new Run(new RecordFileReader<TRecord>(file, stage, bufferBytes / files.Count), null));
        }

        AddRun(new Run(memory));
        Heapify();
    }

    /// <summary>
    /// The own records and, of the sorted files of others, those whose keys occur among the own: what a few new records need of a large index.
    /// Records of other keys are leapt over.
    /// </summary>
    /// <param name="openOwn">Opens a pass over the own records; called once for each file, and once more.</param>
    /// <param name="files">Sorted files of others.</param>
    /// <param name="compareKeys">Order of keys, which agrees with the order of records.</param>
    /// <param name="stage">Named when a file is damaged.</param>
    public SortedRecords(Func<SortedRecords<TRecord>> openOwn, IReadOnlyList<string> files, Comparison<TRecord> compareKeys, string stage)
    {
        AddRun(new Run(openOwn()));
        foreach (string file in files)
        {
            AddRun(new Run(new RecordFileReader<TRecord>(file, stage), new KeyFilter(openOwn(), compareKeys)));
        }

        Heapify();
    }

    /// <summary>The record reached.</summary>
    public ref readonly TRecord Current => ref _current;

    /// <summary>Goes on to the next record; false at the end.</summary>
    public bool MoveNext()
    {
        if (_isMemoryOnly)
        {
            if (_next == _memory.Length)
            {
                return false;
            }

            _current = _memory.Span[_next++];
            return true;
        }

        if (_heap.Count == 0)
        {
            return false;
        }

        _current = _heap[0].Current;
        AdvanceTop();
        return true;
    }

    /// <summary>
    /// The longest stretch of the next records that lies together in one run; empty at the end. Cheaper than one by one when runs differ much in size.
    /// Valid until the next call; not to be mixed with <see cref="MoveNext"/>.
    /// </summary>
    public ReadOnlySpan<TRecord> ReadBlock()
    {
        if (_isMemoryOnly)
        {
            ReadOnlySpan<TRecord> rest = _memory.Span[_next..];
            _next = _memory.Length;
            return rest;
        }

        if (_isBlockOut)
        {
            AdvanceTop();
            _isBlockOut = false;
        }

        if (_heap.Count == 0)
        {
            return default;
        }

        _isBlockOut = true;
        if (_heap.Count == 1)
        {
            return _heap[0].TakeAll();
        }

        int second = _heap.Count > 2 && _heap[2].Current.CompareTo(_heap[1].Current) < 0 ? 2 : 1;
        return _heap[0].TakeUpTo(_heap[second].Current);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Run run in _heap)
        {
            run.Dispose();
        }
    }

    private void AdvanceTop()
    {
        Run top = _heap[0];
        if (!top.MoveNext())
        {
            top.Dispose();
            _heap[0] = _heap[^1];
            _heap.RemoveAt(_heap.Count - 1);
        }

        SiftDown(0);
    }

    private void Heapify()
    {
        for (int i = (_heap.Count / 2) - 1; i >= 0; i--)
        {
            SiftDown(i);
        }
    }

    private void AddRun(Run run)
    {
        if (run.MoveNext())
        {
            _heap.Add(run);
        }
        else
        {
            run.Dispose();
        }
    }

    private void SiftDown(int parent)
    {
        while ((2 * parent) + 1 < _heap.Count)
        {
            int child = (2 * parent) + 1;
            if (child + 1 < _heap.Count && _heap[child + 1].Current.CompareTo(_heap[child].Current) < 0)
            {
                child++;
            }

            if (_heap[parent].Current.CompareTo(_heap[child].Current) <= 0)
            {
                return;
            }

            (_heap[parent], _heap[child]) = (_heap[child], _heap[parent]);
            parent = child;
        }
    }

    /// <summary>Passes the records whose keys occur in another sorted sequence; asked in order.</summary>
    private sealed class KeyFilter : IDisposable
    {
        private readonly SortedRecords<TRecord> _keys;
        private readonly Comparison<TRecord> _compare;
        private bool _hasKey;

        public KeyFilter(SortedRecords<TRecord> keys, Comparison<TRecord> compare)
        {
            _keys = keys;
            _compare = compare;
            _hasKey = keys.MoveNext();
        }

        public bool IsAtEnd => !_hasKey;

        /// <summary>The key that records are leapt to.</summary>
        public ref readonly TRecord Key => ref _keys.Current;

        public Comparison<TRecord> Compare => _compare;

        public bool Passes(in TRecord record)
        {
            int order = -1;
            while (_hasKey && (order = _compare(_keys.Current, record)) < 0)
            {
                _hasKey = _keys.MoveNext();
            }

            return _hasKey && order == 0;
        }

        public void Dispose() => _keys.Dispose();
    }

    private sealed class Run : IDisposable
    {
        private readonly RecordFileReader<TRecord>? _file;
        private readonly KeyFilter? _filter;
        private readonly SortedRecords<TRecord>? _records;
        private readonly ReadOnlyMemory<TRecord> _memory;
        private TRecord _current;
        private int _next;

        public Run(RecordFileReader<TRecord> file, KeyFilter? filter)
        {
            _file = file;
            _filter = filter;
        }

        public Run(SortedRecords<TRecord> records) => _records = records;

        public Run(ReadOnlyMemory<TRecord> memory) => _memory = memory;

        public ref readonly TRecord Current => ref _current;

        public bool MoveNext()
        {
            if (_file is not null)
            {
                return MoveInFile(_file);
            }

            if (_records is not null)
            {
                bool hasNext = _records.MoveNext();
                _current = _records.Current;
                return hasNext;
            }

            if (_next == _memory.Length)
            {
                return false;
            }

            _current = _memory.Span[_next++];
            return true;
        }

        /// <summary>The record reached and those after it that are in memory; one only where records come one by one.</summary>
        public ReadOnlySpan<TRecord> TakeAll()
        {
            ReadOnlySpan<TRecord> rest = Rest();
            Take(rest.Length);
            return rest;
        }

        /// <summary>The same, as far as they are not above a limit; the record reached is not.</summary>
        public ReadOnlySpan<TRecord> TakeUpTo(in TRecord limit)
        {
            ReadOnlySpan<TRecord> rest = Rest();
            int notAbove = 0, step = 1;
            while (notAbove + step < rest.Length && rest[notAbove + step].CompareTo(limit) <= 0)
            {
                notAbove += step;
                step *= 2;
            }

            int above = Math.Min(notAbove + step, rest.Length);
            while (above - notAbove > 1)
            {
                int middle = (notAbove + above) >>> 1;
                (notAbove, above) = rest[middle].CompareTo(limit) <= 0 ? (middle, above) : (notAbove, middle);
            }

            Take(above);
            return rest[..above];
        }

        private ReadOnlySpan<TRecord> Rest()
        {
            if (_filter is not null || _records is not null)
            {
                return new ReadOnlySpan<TRecord>(in _current);
            }

            return _file is null ? _memory.Span[(_next - 1)..] : _file.FromCurrent;
        }

        private void Take(int count)
        {
            if (_filter is null && _records is null)
            {
                _next += count - 1;
                _file?.Skip(count - 1);
            }
        }

        public void Dispose()
        {
            _file?.Dispose();
            _filter?.Dispose();
            _records?.Dispose();
        }

        private bool MoveInFile(RecordFileReader<TRecord> file)
        {
            if (_filter is null)
            {
                return file.TryRead(out _current);
            }

            while (!_filter.IsAtEnd && file.TryReadFrom(_filter.Key, _filter.Compare, out _current))
            {
                if (_filter.Passes(_current))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
