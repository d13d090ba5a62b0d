namespace DataCuration.Formats.Compression;

/// <summary>Tells the compression from a file's first bytes. Pure.</summary>
internal static class CompressionMagic
{
    /// <summary>The most bytes that <see cref="Detect"/> looks at.</summary>
    public const int MaxBytes = 6;

    /// <summary>The compression; <see cref="CompressionKind.None"/> when the bytes match no known one.</summary>
    public static CompressionKind Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0x1F, 0x8B])) return CompressionKind.Gzip;
        if (head.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD]) || IsSkippableFrame(head)) return CompressionKind.Zstandard;
        if (head.StartsWith<byte>([0x04, 0x22, 0x4D, 0x18])) return CompressionKind.Lz4;
        if (head.StartsWith("BZh"u8)) return CompressionKind.Bzip2;
        if (head.StartsWith<byte>([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])) return CompressionKind.Xz;
        return CompressionKind.None;
    }

    private static bool IsSkippableFrame(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && (head[0] & 0xF0) == 0x50 && head[1..4].SequenceEqual<byte>([0x2A, 0x4D, 0x18]);
}
