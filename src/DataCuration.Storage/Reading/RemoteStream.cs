using DataCuration.Documents.Storage;

namespace DataCuration.Storage.Reading;

/// <summary>
/// A remote file as a seekable stream. It is read in blocks: small ones after a jump, so that a footer or a column costs little, and twice as large with
/// each block read in order, so that a whole file costs few requests; then the next block is under way while the last one is used. At most two blocks
/// are held. Single-threaded.
/// </summary>
/// <param name="file">The file as listed.</param>
/// <param name="reader">Reads ranges of it; is disposed.</param>
internal sealed class RemoteStream(RemoteFile file, ObjectReader reader) : Stream
{
    /// <summary>After a jump: about what arrives in one round trip.</summary>
    public const int SmallestBlock = 256 << 10;

    /// <summary>In order: 128 requests a GiB, and two blocks of memory a stream.</summary>
    public const int LargestBlock = 8 << 20;

    private readonly CancellationTokenSource _closing = new();
    private byte[] _block = [];
    private long _blockStart;
    private Task<byte[]>? _next;
    private long _nextStart;
    private long _position;
    private bool _isDisposed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A position is not negative.");
    }

    private long BlockEnd => _blockStart + _block.Length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (buffer.IsEmpty || _position >= file.Length) return 0;
        if (_position < _blockStart || _position >= BlockEnd) await MoveAsync(cancellationToken).ConfigureAwait(false);
        int count = (int)Math.Min(buffer.Length, BlockEnd - _position);
        _block.AsSpan((int)(_position - _blockStart), count).CopyTo(buffer.Span);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Decoders of some compressions only read synchronously; they run on a worker's thread, which waits.
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= file.Length) return 0;
        if (_position < _blockStart || _position >= BlockEnd) MoveAsync(CancellationToken.None).GetAwaiter().GetResult();
        int count = (int)Math.Min(buffer.Length, BlockEnd - _position);
        _block.AsSpan((int)(_position - _blockStart), count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : file.Length);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await StopAsync().ConfigureAwait(false);
        reader.Dispose();
        _closing.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            StopAsync().GetAwaiter().GetResult();
            reader.Dispose();
            _closing.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Makes the block that holds the position the current one.</summary>
    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        bool isInOrder = _block.Length > 0 && _position == BlockEnd;
        int size = isInOrder ? (int)Math.Min((long)_block.Length * 2, LargestBlock) : SmallestBlock;
        if (_next is not null && _nextStart == _position)
        {
            _block = await _next.WaitAsync(cancellationToken).ConfigureAwait(false);
            _next = null;
        }
        else
        {
            await DrainAsync().ConfigureAwait(false);
            _block = await FetchAsync(_position, size, cancellationToken).ConfigureAwait(false);
        }

        _blockStart = _position;
        if (isInOrder && BlockEnd < file.Length)
        {
            _nextStart = BlockEnd;
            _next = FetchAsync(_nextStart, (int)Math.Min((long)_block.Length * 2, LargestBlock), _closing.Token);
        }
    }

    private async Task<byte[]> FetchAsync(long start, int size, CancellationToken cancellationToken)
    {
        byte[] block = GC.AllocateUninitializedArray<byte>((int)Math.Min(size, file.Length - start));
        await reader.FillAsync(start, block, cancellationToken).ConfigureAwait(false);
        return block;
    }

    /// <summary>Waits for a block that is no longer wanted: the reader does one thing at a time.</summary>
    private async Task DrainAsync()
    {
        if (_next is null) return;
        await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _next = null;
    }

    private async Task StopAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await DrainAsync().ConfigureAwait(false);
    }
}
