namespace DataCuration.Formats.Compression;

/// <summary>Cuts a gzip file before what looks like a member's header. A look-alike inside a member makes both pieces fail, since neither ends in a right checksum.</summary>
/// <param name="targetBytes">The compressed bytes after which a piece ends at the next chance: enough to be worth a thread's while.</param>
internal sealed class GzipCutter(int targetBytes = 1 << 18) : IPieceCutter
{
    private const int MaxBytes = 1 << 22;

    public int Cut(ReadOnlySpan<byte> window, bool isLast)
    {
        if (window.Length > targetBytes)
        {
            int header = GzipHeader.IndexOf(window[targetBytes..]);
            if (header >= 0) return targetBytes + header;
        }

        if (isLast) return window.Length <= MaxBytes ? window.Length : -1;
        return window.Length < MaxBytes ? 0 : -1;
    }

    public Stream Decode(Stream piece) => new CheckedGzipStream(piece);

    public Stream DecodeRest(Stream file) => new GzipMembersStream(file);
}
