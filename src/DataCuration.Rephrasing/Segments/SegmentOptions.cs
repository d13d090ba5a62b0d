namespace DataCuration.Rephrasing.Segments;

/// <summary>How documents are cut into segments. Sizes are estimated tokens.</summary>
public sealed record SegmentOptions
{
    /// <summary>Shorter documents are not rephrased.</summary>
    public int MinDocumentTokens { get; init; } = 30;

    /// <summary>Shorter segments are dropped and counted.</summary>
    public int MinSegmentTokens { get; init; } = 30;

    /// <summary>Sentences are packed up to this size; no segment is larger. 300 in WRAP.</summary>
    public int MaxSegmentTokens { get; init; } = 300;

    /// <summary>UTF-8 bytes of a token outside Chinese, Japanese and Korean, where a character counts as one. Lower is more careful.</summary>
    public double BytesPerToken { get; init; } = 3.5;

    /// <summary>Leaves fenced code and tables out instead of sending them whole.</summary>
    public bool ExcludeCodeAndTables { get; init; }
}
