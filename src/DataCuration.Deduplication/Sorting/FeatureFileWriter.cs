using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace DataCuration.Deduplication.Sorting;

/// <summary>
/// Writes one row of 32-bit values a document, each after its length, in row order: a signature, or the sorted hashes of a text's
/// shingles. Single-threaded.
/// </summary>
internal sealed class FeatureFileWriter : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly FileStream _stream;
    private readonly XxHash3 _hash = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _buffered;
    private readonly List<long> _places = [];
    private long _bytes;
    private int _count;

    public FeatureFileWriter(string path)
    {
        Path = path;
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        _stream.Write(new byte[RecordFileHeader.Size]);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The next row; empty when the document has none.</summary>
    public void Add(ReadOnlySpan<uint> values)
    {
        if (_count++ % FeatureFile.RowsPerPlace == 0)
        {
            _places.Add(RecordFileHeader.Size + _bytes + _buffered);
        }

        int length = values.Length;
        Write(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Makes the file valid.</summary>
    public FeatureFile Complete()
    {
        Flush();
        _stream.Position = 0;
        _stream.Write(new RecordFileHeader(1, _bytes, _hash.GetCurrentHashAsUInt64()).ToBytes());
        _stream.Dispose();
        return new FeatureFile(Path, _count, _places);
    }

    public void Dispose() => _stream.Dispose();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _buffered)
        {
            Flush();
        }

        if (bytes.Length > _buffer.Length)
        {
            Store(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    private void Flush()
    {
        Store(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    private void Store(ReadOnlySpan<byte> bytes)
    {
        _hash.Append(bytes);
        _stream.Write(bytes);
        _bytes += bytes.Length;
    }
}
