namespace DataCuration.Formats;

/// <summary>
/// A growing window over a stream that knows its offset. A damaged compressed stream ends the input: what was decompressed stays readable and
/// <see cref="Damage"/> says what happened. Single-threaded.
/// </summary>
internal sealed class InputBuffer(Stream stream)
{
    private byte[] _bytes = new byte[1 << 17];
    private int _start;
    private int _end;

    /// <summary>Offset of the window's first byte in the decompressed stream.</summary>
    public long Position { get; private set; }

    /// <summary>No more bytes will come.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Why the input ended early; null when it ended as it should.</summary>
    public string? Damage { get; private set; }

    /// <summary>The bytes at hand.</summary>
    public ReadOnlySpan<byte> Window => _bytes.AsSpan(_start, _end - _start);

    public int Length => _end - _start;

    public void Advance(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Reads until at least <paramref name="count"/> bytes are at hand or the input ends; true when they are.</summary>
    public async ValueTask<bool> EnsureAsync(int count, CancellationToken cancellationToken)
    {
        while (Length < count && !IsAtEnd)
        {
            await ReadMoreAsync(count, cancellationToken).ConfigureAwait(false);
        }

        return Length >= count;
    }

    /// <summary>Reads once more, growing the buffer when it is full.</summary>
    public async ValueTask ReadMoreAsync(int wanted, CancellationToken cancellationToken)
    {
        if (IsAtEnd)
        {
            return;
        }

        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        if (_end == _bytes.Length || wanted > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, wanted));
        }

        int read;
        try
        {
            read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException)
        {
            Damage = exception.Message;
            read = 0;
        }

        _end += read;
        IsAtEnd = read == 0;
    }
}
