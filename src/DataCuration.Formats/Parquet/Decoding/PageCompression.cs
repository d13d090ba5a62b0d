using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using ZstdSharp;

namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>
/// Decompresses a page into the length that its header claims. No claim allocates more than the compression can give from the bytes there are.
/// Single-threaded; keeps a decoder for the next page.
/// </summary>
internal sealed class PageCompression(int codec) : IDisposable
{
    private const int Uncompressed = 0;
    private const int Snappy = 1;
    private const int Gzip = 2;
    private const int Brotli = 4;
    private const int Lz4Framed = 5;
    private const int Zstandard = 6;
    private const int Lz4 = 7;

    private Decompressor? _zstandard;

    /// <summary>The page's bytes; the given ones themselves when nothing was compressed.</summary>
    /// <exception cref="InvalidDataException">The data is damaged, or its length is not the one claimed.</exception>
    public ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> data, int length)
    {
        if (codec == Uncompressed) return data.Length == length ? data : throw WrongLength();
        if (length == 0) return default;
        if (length > (data.Length + 16L) * MostPerByte()) throw WrongLength();
        byte[] target = codec == Brotli ? [] : GC.AllocateUninitializedArray<byte>(length);
        int written;
        try
        {
            switch (codec)
            {
                case Snappy:
                    written = Snappier.Snappy.GetUncompressedLength(data.Span) == length ? Snappier.Snappy.Decompress(data.Span, target) : -1;
                    break;
                case Gzip:
                    using (GZipStream gzip = new(new ReadOnlyMemoryStream(data), CompressionMode.Decompress)) written = Fill(gzip, target);
                    break;
                case Brotli:
                    target = Unbrotli(data, length);
                    written = target.Length;
                    break;
                case Lz4Framed:
                    written = DecodeFramed(data.Span, target);
                    break;
                case Zstandard:
                    _zstandard ??= new Decompressor();
                    written = _zstandard.Unwrap(data.Span, target);
                    break;
                case Lz4:
                    written = LZ4Codec.Decode(data.Span, target);
                    break;
                default:
                    throw new InvalidDataException("it is compressed with LZO, which is not read");
            }
        }
        catch (Exception damage) when (damage is not InvalidDataException and not OutOfMemoryException)
        {
            throw new InvalidDataException($"a page's compressed data is damaged ({damage.Message})", damage);
        }

        return written == length ? target : throw WrongLength();
    }

    public void Dispose() => _zstandard?.Dispose();

    /// <summary>The most bytes that one compressed byte can stand for, by each format's definition.</summary>
    private long MostPerByte() => codec switch
    {
        Snappy => 64,
        Gzip => 1032,
        Lz4Framed or Lz4 => 255,
        Zstandard => 1 << 15,
        _ => int.MaxValue,
    };

    private static int Fill(Stream source, Span<byte> target)
    {
        int filled = source.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        return filled == target.Length && source.ReadByte() >= 0 ? -1 : filled;
    }

    /// <summary>Brotli can stand for any length in a few bytes, so the target grows with what really comes.</summary>
    private static byte[] Unbrotli(ReadOnlyMemory<byte> data, int length)
    {
        using BrotliStream brotli = new(new ReadOnlyMemoryStream(data), CompressionMode.Decompress);
        using MemoryStream target = new();
        byte[] buffer = new byte[1 << 14];
        for (int read; (read = brotli.Read(buffer)) > 0;)
        {
            if (target.Length + read > length) throw WrongLength();
            target.Write(buffer, 0, read);
        }

        return target.ToArray();
    }

    /// <summary>Hadoop's framing: before each block its two lengths, big-endian. Some writers left it out.</summary>
    private static int DecodeFramed(ReadOnlySpan<byte> data, Span<byte> target)
    {
        ReadOnlySpan<byte> left = data;
        int filled = 0;
        while (left.Length > 8)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(left);
            uint compressed = BinaryPrimitives.ReadUInt32BigEndian(left[4..]);
            if (compressed > left.Length - 8 || length > target.Length - filled) break;
            int written = LZ4Codec.Decode(left.Slice(8, (int)compressed), target.Slice(filled, (int)length));
            if (written != (int)length) break;
            filled += written;
            left = left[(8 + (int)compressed)..];
        }

        return left.IsEmpty && filled == target.Length ? filled : LZ4Codec.Decode(data, target);
    }

    private static InvalidDataException WrongLength() => new("a page's length is wrong");

    private sealed class ReadOnlyMemoryStream(ReadOnlyMemory<byte> data) : Stream
    {
        private ReadOnlyMemory<byte> _left = data;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(buffer.Length, _left.Length);
            _left.Span[..count].CopyTo(buffer);
            _left = _left[count..];
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
