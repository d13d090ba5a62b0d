using System.Buffers;
using DataCuration.Documents;

namespace DataCuration.Formats.Warc;

/// <summary>Gathers archive records, as they lie in the file, until they are worth a thread's while; mapping them is the block's work. Single-threaded.</summary>
internal sealed class ArchiveBlockBuilder(WarcRecordMapper mapper)
{
    private List<Entry> _entries = [];
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The block is large enough.</summary>
    public bool IsFull => _entries.Count >= RecordBlock.MaxItems || _length >= RecordBlock.TargetBytes;

    /// <summary>Nothing was added since the last block.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Adds what needs no mapping.</summary>
    public void Add(ReadItem item) => _entries.Add(new Entry(item, default, 0, 0, 0, 0));

    /// <summary>Adds a copy of a record.</summary>
    public void Add(WarcRecord record, ReadOnlySpan<byte> whole, int headerLength, long position)
    {
        if (_bytes.Length - _length < whole.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(RecordBlock.TargetBytes + (RecordBlock.TargetBytes / 4), _length + whole.Length));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        whole.CopyTo(_bytes.AsSpan(_length));
        _entries.Add(new Entry(default, record, _length, whole.Length, headerLength, position));
        _length += whole.Length;
    }

    /// <summary>The block of what was added; the next one begins.</summary>
    public RecordBlock Take()
    {
        List<Entry> entries = _entries;
        byte[] bytes = _bytes;
        RecordBlock block = new(memory => Decode(entries, bytes, memory), _length);
        _entries = [];
        _bytes = [];
        _length = 0;
        return block;
    }

    private List<ReadItem> Decode(List<Entry> entries, byte[] bytes, BlockMemory memory)
    {
        if (bytes.Length > 0) memory.Adopt(bytes);
        List<ReadItem> items = new(entries.Count);
        foreach (Entry entry in entries)
        {
            items.Add(entry.Length == 0
                ? entry.Item
                : mapper.Map(entry.Record, bytes.AsMemory(entry.Offset, entry.Length), entry.HeaderLength, entry.Position, memory));
        }

        return items;
    }

    private readonly record struct Entry(ReadItem Item, WarcRecord Record, int Offset, int Length, int HeaderLength, long Position);
}
