using DataCuration.Documents.Diagnostics;

namespace DataCuration.Formats.Compression;

/// <summary>
/// A file of concatenated compressed streams, each decoded by a library's synchronous stream; whatever such a library throws on damaged bytes comes
/// out as <see cref="InvalidDataException"/>. The decoder must stop reading the file where its stream ends. Single-threaded; takes the seekable file.
/// </summary>
/// <param name="file">The compressed file.</param>
/// <param name="name">The compression's name, for messages.</param>
/// <param name="open">Makes a decoder that leaves the file open.</param>
internal sealed class LibraryStream(Stream file, string name, Func<Stream, Stream> open) : ForwardStream
{
    private Stream? _decoder;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty) return new(0);
        while (true)
        {
            if (_decoder is null && !SkipPadding()) return new(0);
            int read = Decode(buffer.Span);
            if (read > 0) return new(read);
            _decoder!.Dispose();
            _decoder = null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder?.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Decode(Span<byte> buffer)
    {
        try
        {
            _decoder ??= open(file);
            return _decoder.Read(buffer);
        }
        catch (Exception damage) when (!Storage.ReadFailure.IsFromSystem(damage) && damage is not (OutOfMemoryException or OperationCanceledException or DiagnosticException))
        {
            throw new InvalidDataException($"the {name} data is corrupt or cut off ({damage.Message})", damage);
        }
    }

    /// <summary>Passes the zero bytes that may stand between streams; false at the end of the file.</summary>
    private bool SkipPadding()
    {
        while (file.Position < file.Length)
        {
            if (file.ReadByte() == 0) continue;
            file.Position--;
            return true;
        }

        return false;
    }
}
