using System.Buffers;
using System.Threading.Tasks.Dataflow;

namespace DataCuration.Formats.Compression;

/// <summary>
/// Decodes one file on several threads: it is cut into pieces of whole streams, which are decoded side by side and handed out in order. Where a piece is not whole, because of damage or
/// of a wrong cut, the rest of the file is decoded by the one stream that deals with damage, from that piece's start on; so the bytes, and what is said about damage, are the same as
/// without cutting. Holds a few pieces a thread. Single-threaded for its reader; takes the seekable file.
/// </summary>
internal sealed class PiecewiseStream : ForwardStream, IResumableStream
{
    /// <summary>A piece with more content is left to the one stream: a bound on memory.</summary>
    private const int MaxContentBytes = 1 << 26;

    private const int FirstWindowBytes = 1 << 19;

    private readonly Stream _file;
    private readonly IPieceCutter _cutter;
    private readonly int _mostWaiting;
    private readonly TransformBlock<Piece, Piece> _decoders;
    private byte[] _window = new byte[FirstWindowBytes];
    private int _start;
    private int _end;
    private long _offset;
    private long _restOffset = -1;
    private bool _isFileEnded;
    private int _waiting;
    private Piece? _current;
    private int _passed;
    private Stream? _rest;

    public PiecewiseStream(Stream file, IPieceCutter cutter, int threads)
    {
        _file = file;
        _cutter = cutter;
        _mostWaiting = 2 * threads;
        _decoders = new TransformBlock<Piece, Piece>(DecodeAsync, new ExecutionDataflowBlockOptions
        {
            BoundedCapacity = _mostWaiting,
            MaxDegreeOfParallelism = threads,
            EnsureOrdered = true,
        });
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            if (_rest is not null) return await _rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (_current is { } piece)
            {
                int count = Math.Min(buffer.Length, piece.ContentLength - _passed);
                piece.Content.AsSpan(_passed, count).CopyTo(buffer.Span);
                _passed += count;
                if (count > 0) return count;
                ArrayPool<byte>.Shared.Return(piece.Content!);
                _current = null;
            }

            while (_waiting < _mostWaiting && await SendNextAsync(cancellationToken).ConfigureAwait(false)) _waiting++;
            if (_waiting > 0)
            {
                Piece decoded = await _decoders.ReceiveAsync(cancellationToken).ConfigureAwait(false);
                _waiting--;
                _passed = 0;
                if (decoded.Content is null) DecodeRest(decoded.Offset);
                else _current = decoded;
            }
            else if (_restOffset >= 0)
            {
                DecodeRest(_restOffset);
            }
            else
            {
                return 0;
            }
        }
    }

    public ValueTask<bool> ResumeAsync(CancellationToken cancellationToken) =>
        _rest is IResumableStream resumable ? resumable.ResumeAsync(cancellationToken) : new(false);

    public override async ValueTask DisposeAsync()
    {
        _decoders.Complete();
        if (_rest is not null) await _rest.DisposeAsync().ConfigureAwait(false);
        await _file.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Cuts the next piece and sends it to be decoded; false when there is none.</summary>
    private async ValueTask<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        if (_restOffset >= 0) return false;
        while (true)
        {
            int length = _end > _start ? _cutter.Cut(_window.AsSpan(_start.._end), _isFileEnded) : 0;
            if (length < 0 || (length == 0 && _isFileEnded && _end > _start))
            {
                _restOffset = _offset;
                return false;
            }

            if (length > 0)
            {
                byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
                _window.AsSpan(_start, length).CopyTo(bytes);
                await _decoders.SendAsync(new Piece(_offset, bytes, length), cancellationToken).ConfigureAwait(false);
                _start += length;
                _offset += length;
                return true;
            }

            if (_isFileEnded) return false;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _window.AsSpan(_start.._end).CopyTo(_window);
            _end -= _start;
            _start = 0;
        }

        if (_end == _window.Length) Array.Resize(ref _window, 2 * _window.Length);
        while (_end < _window.Length && !_isFileEnded)
        {
            int read = await _file.ReadAsync(_window.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _isFileEnded = read == 0;
            _end += read;
        }
    }

    private void DecodeRest(long offset)
    {
        _decoders.Complete();
        _file.Position = offset;
        _rest = _cutter.DecodeRest(_file);
    }

    private async Task<Piece> DecodeAsync(Piece piece)
    {
        byte[] content = ArrayPool<byte>.Shared.Rent(Math.Min(MaxContentBytes, 6 * piece.CompressedLength));
        int length = 0;
        bool isWhole = false;
        try
        {
            Stream decoder = _cutter.Decode(new MemoryStream(piece.Compressed, 0, piece.CompressedLength, writable: false));
            await using (decoder.ConfigureAwait(false))
            {
                while (true)
                {
                    if (length == content.Length)
                    {
                        if (length >= MaxContentBytes) break;
                        byte[] larger = ArrayPool<byte>.Shared.Rent(2 * length);
                        content.AsSpan(0, length).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(content);
                        content = larger;
                    }

                    int read = await decoder.ReadAsync(content.AsMemory(length)).ConfigureAwait(false);
                    length += read;
                    isWhole = read == 0;
                    if (isWhole) break;
                }
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException)
        {
            isWhole = false; // The one stream finds the same damage and tells it.
        }

        ArrayPool<byte>.Shared.Return(piece.Compressed);
        if (isWhole) return piece with { Content = content, ContentLength = length };
        ArrayPool<byte>.Shared.Return(content);
        return piece;
    }

    private sealed record Piece(long Offset, byte[] Compressed, int CompressedLength, byte[]? Content = null, int ContentLength = 0);
}
