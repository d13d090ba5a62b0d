namespace DataCuration.Rephrasing.Checks;

/// <summary>Thresholds of the output checks. Defaults are proposals, to be tuned on data, unless a source is named.</summary>
public sealed record OutputCheckOptions
{
    /// <summary>The output begins with exactly this, which is taken off; null for none.</summary>
    public string? RequiredPrefix { get; init; }

    /// <summary>The first line begins with this, which stays; null for none.</summary>
    public string? RequiredFirstLineStart { get; init; }

    /// <summary>The output says the same as the source, so too close a copy fails and numbers must be retained.</summary>
    public bool IsParaphrase { get; init; }

    /// <summary>Smallest output tokens over source tokens.</summary>
    public double MinLengthRatio { get; init; } = 0.1;

    /// <summary>Largest output tokens over source tokens.</summary>
    public double MaxLengthRatio { get; init; } = 3;

    /// <summary>Largest share of the output's 13-word runs that the source holds, for paraphrases.</summary>
    public double MaxCopiedShare { get; init; } = 0.8;

    /// <summary>Largest share of the output's numbers that the source does not hold.</summary>
    public double MaxNovelNumbers { get; init; } = 0.1;

    /// <summary>Smallest share of the source's numbers that a paraphrase holds.</summary>
    public double MinRetainedNumbers { get; init; } = 0.5;

    /// <summary>Largest share of the output's names that the source does not hold.</summary>
    public double MaxNovelEntities { get; init; } = 0.2;

    /// <summary>Smallest probability of the wanted language.</summary>
    public double MinLanguageProbability { get; init; } = 0.5;

    /// <summary>Smallest cosine of the embeddings of source and output; null does not check.</summary>
    public double? MinCosine { get; init; }

    /// <summary>Smallest quality score of the output; null does not check.</summary>
    public double? MinQuality { get; init; }

    /// <summary>UTF-8 bytes of a token for the length ratio.</summary>
    public double BytesPerToken { get; init; } = 3.5;
}
