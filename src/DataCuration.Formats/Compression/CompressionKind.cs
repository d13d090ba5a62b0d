namespace DataCuration.Formats.Compression;

/// <summary>How a file's bytes are compressed, told from its first bytes.</summary>
internal enum CompressionKind
{
    /// <summary>Not compressed, or not in a way we know.</summary>
    None,

    /// <summary>One or more gzip members (RFC 1952).</summary>
    Gzip,

    /// <summary>One or more Zstandard frames (RFC 8878).</summary>
    Zstandard,

    /// <summary>LZ4 frames.</summary>
    Lz4,

    /// <summary>bzip2 streams.</summary>
    Bzip2,

    /// <summary>xz streams.</summary>
    Xz,
}
