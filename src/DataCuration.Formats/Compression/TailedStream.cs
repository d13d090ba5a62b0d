namespace DataCuration.Formats.Compression;

/// <summary>A stream's bytes followed by a tail; one read never holds bytes of both. Read-only, single-threaded.</summary>
internal sealed class TailedStream(Stream stream, ReadOnlyMemory<byte> tail) : ForwardStream
{
    private ReadOnlyMemory<byte> _tail = tail;

    /// <summary>True from the first read that found the stream at its end.</summary>
    public bool IsInTail { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        if (!IsInTail)
        {
            int read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read > 0) return read;
            IsInTail = true;
        }

        int count = Math.Min(_tail.Length, buffer.Length);
        _tail[..count].CopyTo(buffer);
        _tail = _tail[count..];
        return count;
    }
}
