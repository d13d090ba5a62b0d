namespace DataCuration.Quality.Rules;

/// <summary>
/// What FineWeb's rules compare (Penedo et al. 2024, arXiv 2406.17557, section 3.6), as datatrove 0.10 measures it. A ratio over
/// nothing is 0.
/// </summary>
public readonly record struct FineWebMetrics
{
    /// <summary>Lines that are not blank.</summary>
    public int LineCount { get; init; }

    /// <summary>Share of those lines that end with a terminal mark; trailing white space is not removed first.</summary>
    public double TerminalPunctuationLineRatio { get; init; }

    /// <summary>Share of those lines with at most 30 code points.</summary>
    public double ShortLineRatio { get; init; }

    /// <summary>Code points of lines that repeat an earlier one, per code point of the text without line feeds.</summary>
    public double DuplicateLineCharacterRatio { get; init; }

    /// <summary>Line feeds per token.</summary>
    public double LineBreakRatio { get; init; }
}
