using System.Text;

namespace DataCuration.Tests.Formats;

/// <summary>A seekable file that is never in memory: some bytes, then one letter any number of times, then some bytes again, and so on.</summary>
internal sealed class GeneratedStream(params (string Text, long FillerBytes)[] pieces) : Stream
{
    private readonly (byte[] Text, long FillerBytes)[] _pieces = [.. pieces.Select(piece => (Encoding.ASCII.GetBytes(piece.Text), piece.FillerBytes))];

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _pieces.Sum(piece => piece.Text.Length + piece.FillerBytes);

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        long start = 0;
        foreach ((byte[] text, long fillerBytes) in _pieces)
        {
            long inPiece = Position - start;
            if (inPiece < text.Length)
            {
                int count = Math.Min(buffer.Length, text.Length - (int)inPiece);
                text.AsSpan((int)inPiece, count).CopyTo(buffer);
                Position += count;
                return count;
            }

            if (inPiece < text.Length + fillerBytes)
            {
                int count = (int)Math.Min(buffer.Length, text.Length + fillerBytes - inPiece);
                buffer[..count].Fill((byte)'x');
                Position += count;
                return count;
            }

            start += text.Length + fillerBytes;
        }

        return 0;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
