namespace DataCuration.Deduplication.Sorting;

/// <summary>One pass over sorted records: a k-way merge of run files and at most one run in memory. Single-threaded.</summary>
internal sealed class SortedRecords<TRecord> : IDisposable
    where TRecord : unmanaged, IComparable<TRecord>
{
    private readonly List<Run> _heap = [];
    private readonly ReadOnlyMemory<TRecord> _memory;
    private readonly bool _isMemoryOnly;
    private int _next;
    private TRecord _current;

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
            AddRun(new Run(new RecordFileReader<TRecord>(file, stage, bufferBytes / files.Count)));
        }

        AddRun(new Run(memory));
        for (int i = (_heap.Count / 2) - 1; i >= 0; i--)
        {
            SiftDown(i);
        }
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

        Run top = _heap[0];
        _current = top.Current;
        if (!top.MoveNext())
        {
            top.Dispose();
            _heap[0] = _heap[^1];
            _heap.RemoveAt(_heap.Count - 1);
        }

        SiftDown(0);
        return true;
    }

    public void Dispose()
    {
        foreach (Run run in _heap)
        {
            run.Dispose();
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

    private sealed class Run : IDisposable
    {
        private readonly RecordFileReader<TRecord>? _file;
        private readonly ReadOnlyMemory<TRecord> _memory;
        private TRecord _current;
        private int _next;

        public Run(RecordFileReader<TRecord> file) => _file = file;

        public Run(ReadOnlyMemory<TRecord> memory) => _memory = memory;

        public ref readonly TRecord Current => ref _current;

        public bool MoveNext()
        {
            if (_file is not null)
            {
                return _file.TryRead(out _current);
            }

            if (_next == _memory.Length)
            {
                return false;
            }

            _current = _memory.Span[_next++];
            return true;
        }

        public void Dispose() => _file?.Dispose();
    }
}
