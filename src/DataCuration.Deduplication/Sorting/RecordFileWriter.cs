using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataCuration.Deduplication.Sorting;

/// <summary>Writes fixed-size records to a file whose header holds their number and hash. Single-threaded. Without <see cref="Complete"/> the file is refused by every reader.</summary>
internal sealed class RecordFileWriter<TRecord> : IDisposable
    where TRecord : unmanaged
{
    private const int BufferBytes = 1 << 18;

    private readonly FileStream _stream;
    private readonly XxHash3 _hash = new();
    private readonly TRecord[] _buffer = new TRecord[Math.Max(1, BufferBytes / RecordBytes)];
    private int _buffered;

    public RecordFileWriter(string path)
    {
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        _stream.Write(new byte[RecordFileHeader.Size]);
    }

    /// <summary>Bytes a record.</summary>
    public static int RecordBytes => Unsafe.SizeOf<TRecord>();

    /// <summary>Records added so far.</summary>
    public long Count { get; private set; }

    public void Add(in TRecord record)
    {
        if (_buffered == _buffer.Length)
        {
            Flush();
        }

        _buffer[_buffered++] = record;
    }

    public void Add(ReadOnlySpan<TRecord> records)
    {
        Flush();
        Write(records);
    }

    /// <summary>Makes the file valid.</summary>
    public void Complete()
    {
        Flush();
        _stream.Position = 0;
        _stream.Write(new RecordFileHeader(RecordBytes, Count, _hash.GetCurrentHashAsUInt64()).ToBytes());
        _stream.Dispose();
    }

    public void Dispose() => _stream.Dispose();

    private void Flush()
    {
        Write(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    private void Write(ReadOnlySpan<TRecord> records)
    {
        // A span of more than 2 GiB of bytes does not exist.
        const int Piece = 1 << 20;
        for (int start = 0; start < records.Length; start += Piece)
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(records.Slice(start, Math.Min(Piece, records.Length - start)));
            _hash.Append(bytes);
            _stream.Write(bytes);
        }

        Count += records.Length;
    }
}
