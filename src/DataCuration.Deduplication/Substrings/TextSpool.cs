using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using Microsoft.Win32.SafeHandles;

namespace DataCuration.Deduplication.Substrings;

/// <summary>The texts that have a candidate window, on disk, so that pairs can be compared. Single-threaded.</summary>
internal sealed class TextSpool : IDisposable
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<int, LinkedListNode<Loaded>> _loaded = [];
    private readonly LinkedList<Loaded> _recent = new();
    private readonly SubstringUnit _unit;
    private readonly long _cacheBytes;
    private readonly string _path;
    private readonly FileStream _stream;
    private long _loadedBytes;
    private SafeFileHandle? _file;

    public TextSpool(string path, SubstringUnit unit, long cacheBytes)
    {
        _path = path;
        _unit = unit;
        _cacheBytes = cacheBytes;
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
    }

    /// <summary>Stores a text; rows rise.</summary>
    public void Add(int row, DocumentId id, ReadOnlySpan<byte> utf8)
    {
        _entries.Add(new Entry(row, utf8.Length, _stream.Position, id));
        _stream.Write(utf8);
    }

    /// <summary>The document of a row.</summary>
    public DocumentId IdOf(int row) => _entries[IndexOf(row)].Id;

    /// <summary>The text of a row with its units; valid until other rows push it out of the cache.</summary>
    public Loaded Load(int row)
    {
        if (_loaded.TryGetValue(row, out LinkedListNode<Loaded>? node))
        {
            _recent.Remove(node);
            _recent.AddFirst(node);
            return node.Value;
        }

        if (_file is null)
        {
            _stream.Flush();
            _file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }

        Entry entry = _entries[IndexOf(row)];
        byte[] text = new byte[entry.Length];
        for (int read = 0; read < text.Length;)
        {
            int count = RandomAccess.Read(_file, text.AsSpan(read), entry.Offset + read);
            read += count > 0 ? count : throw new IOException($"'{_path}' is shorter than what was written to it.");
        }

        TextUnits units = new(_unit);
        units.Read(text);
        Loaded loaded = new(row, text, units);
        _loaded[row] = _recent.AddFirst(loaded);
        _loadedBytes += loaded.Bytes;
        while (_loadedBytes > _cacheBytes && _recent.Count > 2)
        {
            Loaded oldest = _recent.Last!.Value;
            _recent.RemoveLast();
            _loaded.Remove(oldest.Row);
            _loadedBytes -= oldest.Bytes;
        }

        return loaded;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _stream.Dispose();
        File.Delete(_path);
    }

    private int IndexOf(int row)
    {
        int low = 0, high = _entries.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _entries[middle].Row < row ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private readonly record struct Entry(int Row, int Length, long Offset, DocumentId Id);

    internal sealed record Loaded(int Row, byte[] Text, TextUnits Units)
    {
        /// <summary>Text, and 16 bytes a unit.</summary>
        public long Bytes => Text.Length + (16L * Units.Count);

        /// <summary>Unit <paramref name="unit"/> is the same text as a unit of another.</summary>
        public bool HasUnitOf(int unit, Loaded other, int otherUnit) =>
            Text.AsSpan(Units.Starts[unit]..Units.Ends[unit]).SequenceEqual(other.Text.AsSpan(other.Units.Starts[otherUnit]..other.Units.Ends[otherUnit]));
    }
}
