namespace DataCuration.Formats.Compression;

/// <summary>How inflating ended.</summary>
internal enum GzipEnding
{
    /// <summary>It did not yet, or it failed at bytes that contradict the format.</summary>
    None,

    /// <summary>The file ended in the middle of a member.</summary>
    CutOff,

    /// <summary>The last member was whole; bytes that are no gzip follow.</summary>
    BeforeOtherBytes,
}
