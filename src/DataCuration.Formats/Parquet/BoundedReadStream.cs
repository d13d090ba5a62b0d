namespace DataCuration.Formats.Parquet;

/// <summary>
/// A seekable file that refuses to be read over and over, or outside its bounds. A damaged page header can send Parquet.Net 6.1.0 back to a page it has
/// already read, for ever; a whole file is read about once, so far more than that is damage. Read-only, single-threaded.
/// </summary>
internal sealed class BoundedReadStream(Stream file) : Stream
{
    private long _left = (8 * file.Length) + (1 << 20);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer) => Count(file.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Count(file.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int ReadByte()
    {
        int value = file.ReadByte();
        Count(value < 0 ? 0 : 1);
        return value;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long target = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? file.Position : file.Length);
        return target >= 0 && target <= file.Length
            ? file.Seek(target, SeekOrigin.Begin)
            : throw new InvalidDataException($"it points to offset {target}, outside the file");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        // An empty read costs too: a loop may spin at the end of the file.
        _left -= Math.Max(read, 1);
        return _left >= 0 ? read : throw new InvalidDataException("its pages lead back to pages already read");
    }
}
