using System.IO.Compression;

namespace DataCuration.Formats.Compression;

/// <summary>
/// Reads gzip (any number of members) and notices truncation. .NET's <see cref="GZipStream"/> ends silently when a file stops in
/// the middle of a member, or when the bytes after a member are no gzip. So a small known member is appended to the file's bytes:
/// it comes out whole exactly when everything before it was whole. The inflater asks for new input only after it has given out
/// all that it had, so what it returned until it first asked for the appended bytes is exactly the file's own content.
/// Single-threaded; leaves the file open.
/// </summary>
internal sealed class CheckedGzipStream(Stream file) : ForwardStream
{
    private static readonly byte[] Sentinel = "\0end of gzip data: nothing was cut off\0"u8.ToArray();
    private static readonly byte[] SentinelMember = Compress(Sentinel);

    private readonly TailedStream _tailed = new(file, SentinelMember);
    private GZipStream? _inflater;
    private bool _isEnded;

    /// <summary>Why the last read threw.</summary>
    public GzipEnding Ending { get; private set; }

    /// <exception cref="InvalidDataException">The data is corrupt or cut off; everything before was returned.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isEnded || buffer.IsEmpty) return 0;
        _inflater ??= new GZipStream(_tailed, CompressionMode.Decompress, leaveOpen: true);
        int read;
        try
        {
            read = await _inflater.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException) when (_tailed.IsInTail)
        {
            throw Truncated();
        }

        if (!_tailed.IsInTail)
        {
            if (read > 0) return read;
            Ending = GzipEnding.BeforeOtherBytes;
            throw new InvalidDataException("the bytes after the last gzip member are not gzip");
        }

        _isEnded = true;
        byte[] tail = new byte[Sentinel.Length + 1];
        int tailLength = Math.Min(read, tail.Length);
        buffer.Span[..tailLength].CopyTo(tail);
        tailLength += await ReadTailAsync(tail.AsMemory(tailLength), cancellationToken).ConfigureAwait(false);
        return tail.AsSpan(0, tailLength).SequenceEqual(Sentinel) ? 0 : throw Truncated();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_inflater is not null) await _inflater.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<int> ReadTailAsync(Memory<byte> tail, CancellationToken cancellationToken)
    {
        try
        {
            return await _inflater!.ReadAtLeastAsync(tail, tail.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            throw Truncated();
        }
    }

    private InvalidDataException Truncated()
    {
        Ending = GzipEnding.CutOff;
        return new InvalidDataException("the file ends in the middle of a gzip member");
    }

    private static byte[] Compress(byte[] content)
    {
        using MemoryStream member = new();
        using (GZipStream gzip = new(member, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return member.ToArray();
    }
}
