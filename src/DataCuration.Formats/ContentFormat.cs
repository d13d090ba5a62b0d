namespace DataCuration.Formats;

/// <summary>What a file's decompressed content looks like.</summary>
internal enum ContentFormat
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>Only white space, or nothing.</summary>
    Blank,

    /// <summary>Lines that begin with an opening brace.</summary>
    Jsonl,

    /// <summary>WARC records.</summary>
    Warc,

    /// <summary>The predecessor of WARC.</summary>
    Arc,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>An HTML page.</summary>
    Html,

    /// <summary>Plain text; only a declaration tells.</summary>
    Text,
}
