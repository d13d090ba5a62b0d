using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Storage;
using ICSharpCode.SharpZipLib.BZip2;
using K4os.Compression.LZ4.Streams;
using SharpCompress.Compressors.Xz;
using ZstdSharp;

namespace DataCuration.Formats.Compression;

/// <summary>
/// A moving window over a file's decompressed bytes: fill at the back, advance at the front. Damage to the compressed data ends
/// the bytes and is kept as <see cref="Fault"/>, so that a reader hands out what was readable and then reports it. Single-threaded.
/// </summary>
internal sealed class ByteWindow : IAsyncDisposable
{
    private const int InitialBytes = 1 << 17;

    private readonly Stream _stream;
    private readonly string _name;
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(InitialBytes);
    private int _start;
    private int _end;

    private ByteWindow(Stream stream, string name, CompressionKind compression)
    {
        _stream = stream;
        _name = name;
        Compression = compression;
    }

    /// <summary>How the file is compressed.</summary>
    public CompressionKind Compression { get; }

    /// <summary>The bytes read and not yet passed; valid until the next fill.</summary>
    public ReadOnlyMemory<byte> Unread => _buffer.AsMemory(_start, _end - _start);

    /// <summary>The offset of <see cref="Unread"/>'s first byte in the decompressed stream.</summary>
    public long Position { get; private set; }

    /// <summary>The offset that was reached: the end of <see cref="Unread"/>.</summary>
    public long Reached => Position + (_end - _start);

    /// <summary>No more bytes will come.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Why the bytes ended early; null when they did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Detects the compression and opens a window at the start. Takes the stream, which must be seekable. The bytes do not depend on the number of threads.</summary>
    public static async Task<ByteWindow> OpenAsync(Stream file, string name, int threads, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        CompressionKind compression = await DetectAsync(file, name, cancellationToken).ConfigureAwait(false);
        Stream stream = compression switch
        {
            CompressionKind.Gzip => threads > 1 ? new PiecewiseStream(file, new GzipCutter(), threads) : new GzipMembersStream(file),
            CompressionKind.Bzip2 => new LibraryStream(file, "bzip2", source => new BZip2InputStream(source) { IsStreamOwner = false }),
            CompressionKind.Xz => new LibraryStream(file, "xz", source => new XZStream(source)),
            CompressionKind.Lz4 => new LibraryStream(file, "LZ4", source => LZ4Stream.Decode(source, leaveOpen: true)),
            CompressionKind.Zstandard when threads > 1 => new PiecewiseStream(file, new ZstandardCutter(), threads),
            CompressionKind.Zstandard => new DecompressionStream(file, checkEndOfStream: true, leaveOpen: false),
            _ => file,
        };
        return new ByteWindow(stream, name, compression);
    }

    /// <summary>Reads more bytes; false when there are none.</summary>
    /// <exception cref="DiagnosticException">DC1007: the system fails.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (IsEnded) return false;
        MakeRoom();
        int read = 0;
        try
        {
            read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException damage)
        {
            Fault = damage.Message;
        }
        catch (ZstdException damage)
        {
            Fault = $"the Zstandard data is corrupt ({damage.Message})";
        }
        catch (EndOfStreamException)
        {
            Fault = "the file ends in the middle of a Zstandard frame";
        }
        catch (IOException failure)
        {
            throw ReadFailure.Interrupted(_name, failure);
        }

        _end += read;
        IsEnded = read == 0;
        return read > 0;
    }

    /// <summary>
    /// After <see cref="Fault"/>: drops what is left before the damage and goes on behind it, where the compression allows; false when nothing follows.
    /// The gap counts as one byte, so that positions stay unique.
    /// </summary>
    public async ValueTask<bool> ResumeAsync(CancellationToken cancellationToken)
    {
        if (Fault is null || _stream is not IResumableStream resumable) return false;
        Advance(Unread.Length);
        if (!await resumable.ResumeAsync(cancellationToken).ConfigureAwait(false)) return false;
        Position++;
        Fault = null;
        IsEnded = false;
        return true;
    }

    /// <summary>Reads until <see cref="Unread"/> holds at least <paramref name="count"/> bytes; false when it cannot.</summary>
    public async ValueTask<bool> EnsureAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false)) return false;
        }

        return true;
    }

    /// <summary>Passes bytes of <see cref="Unread"/>.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _end - _start);
        _start += count;
        Position += count;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<CompressionKind> DetectAsync(Stream file, string name, CancellationToken cancellationToken)
    {
        byte[] head = new byte[CompressionMagic.MaxBytes];
        try
        {
            int read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            return CompressionMagic.Detect(head.AsSpan(0, read));
        }
        catch (IOException failure)
        {
            throw ReadFailure.Interrupted(name, failure);
        }
    }

    private void MakeRoom()
    {
        int length = _end - _start;
        if (length == 0)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            // Shift when that frees half of the buffer, grow otherwise: each byte is then copied a bounded number of times.
            byte[] target = length <= _buffer.Length / 2 ? _buffer : GC.AllocateUninitializedArray<byte>(_buffer.Length * 2);
            _buffer.AsSpan(_start, length).CopyTo(target);
            _buffer = target;
            _start = 0;
            _end = length;
        }
    }
}
