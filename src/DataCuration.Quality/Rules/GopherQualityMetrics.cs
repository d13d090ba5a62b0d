namespace DataCuration.Quality.Rules;

/// <summary>
/// What Gopher's document rules compare (Rae et al. 2021, arXiv 2112.11446, section A1.1), as datatrove 0.10 measures it.
/// A ratio whose denominator is zero is 0.
/// </summary>
public readonly record struct GopherQualityMetrics
{
    /// <summary>Words that are not only punctuation.</summary>
    public int WordCount { get; init; }

    /// <summary>Mean length of those words in code points.</summary>
    public double MeanWordLength { get; init; }

    /// <summary>'#' per token.</summary>
    public double HashRatio { get; init; }

    /// <summary>"..." and "…" per token.</summary>
    public double EllipsisRatio { get; init; }

    /// <summary>Share of lines that start with a bullet or a hyphen.</summary>
    public double BulletLineRatio { get; init; }

    /// <summary>Share of lines that end with an ellipsis.</summary>
    public double EllipsisLineRatio { get; init; }

    /// <summary>Share of tokens with a letter.</summary>
    public double AlphabeticWordRatio { get; init; }

    /// <summary>Distinct words, case-sensitive, of {the, be, to, of, and, that, have, with}.</summary>
    public int StopWordCount { get; init; }
}
