namespace DataCuration.Documents.Recipes;

/// <summary>
/// Thresholds of C4's rules, judged on the lines that C4 would keep; the text itself is not rewritten.
/// Defaults: Raffel et al. 2020, section 2.2.
/// </summary>
public sealed record C4Options
{
    /// <summary>Fewest sentences on the lines that C4 keeps.</summary>
    public int MinSentences { get; init; } = 5;

    /// <summary>Only lines with a final punctuation mark count (C4 true; FineWeb false).</summary>
    public bool RequireTerminalPunctuation { get; init; } = true;

    /// <summary>Drop documents with "lorem ipsum".</summary>
    public bool DropLoremIpsum { get; init; } = true;

    /// <summary>Drop documents with a curly bracket.</summary>
    public bool DropCurlyBracket { get; init; } = true;
}
