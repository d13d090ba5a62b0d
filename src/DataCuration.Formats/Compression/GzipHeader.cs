namespace DataCuration.Formats.Compression;

/// <summary>Finds where gzip members may begin (RFC 1952, section 2.3). Pure.</summary>
internal static class GzipHeader
{
    /// <summary>The header's fixed part, in bytes.</summary>
    public const int Length = 10;

    private const byte ReservedFlags = 0xE0;
    private const byte LastOperatingSystem = 13;
    private const byte UnknownOperatingSystem = 255;

    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 0x08];

    /// <summary>
    /// The first offset whose bytes could be a member's header, or -1. Every member that a common tool wrote is found; random bytes match about
    /// once in 10^11, so a match is a strong hint and never a proof.
    /// </summary>
    public static int IndexOf(ReadOnlySpan<byte> bytes)
    {
        int offset = 0;
        while (true)
        {
            int found = bytes[offset..].IndexOf(Magic);
            if (found < 0) return -1;
            offset += found;
            if (bytes.Length - offset < Length) return -1;
            if (IsPlausible(bytes[offset..])) return offset;
            offset++;
        }
    }

    /// <summary>The first offset of the two bytes that the inflater takes for another member, or -1.</summary>
    public static int IndexOfMagic(ReadOnlySpan<byte> bytes) => bytes.IndexOf(Magic[..2]);

    private static bool IsPlausible(ReadOnlySpan<byte> header) =>
        (header[3] & ReservedFlags) == 0 && header[8] is 0 or 2 or 4 && header[9] is <= LastOperatingSystem or UnknownOperatingSystem;
}
