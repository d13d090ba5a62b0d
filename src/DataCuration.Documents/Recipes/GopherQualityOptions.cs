namespace DataCuration.Documents.Recipes;

/// <summary>Thresholds of Gopher's document rules. Defaults: Rae et al. 2021, section A1.1, as datatrove 0.10 applies them.</summary>
public sealed record GopherQualityOptions
{
    /// <summary>Fewest words that are not only punctuation.</summary>
    public int MinWords { get; init; } = 50;

    /// <summary>Most words that are not only punctuation.</summary>
    public int MaxWords { get; init; } = 100_000;

    /// <summary>Least mean word length in code points.</summary>
    public double MinMeanWordLength { get; init; } = 3;

    /// <summary>Greatest mean word length in code points.</summary>
    public double MaxMeanWordLength { get; init; } = 10;

    /// <summary>Most '#' per token.</summary>
    public double MaxHashRatio { get; init; } = 0.1;

    /// <summary>Most ellipses per token.</summary>
    public double MaxEllipsisRatio { get; init; } = 0.1;

    /// <summary>Greatest share of lines that start with a bullet.</summary>
    public double MaxBulletLineRatio { get; init; } = 0.9;

    /// <summary>Greatest share of lines that end with an ellipsis.</summary>
    public double MaxEllipsisLineRatio { get; init; } = 0.3;

    /// <summary>Least share of tokens with a letter.</summary>
    public double MinAlphabeticWordRatio { get; init; } = 0.8;

    /// <summary>Fewest distinct words of {the, be, to, of, and, that, have, with}.</summary>
    public int MinStopWords { get; init; } = 2;
}
