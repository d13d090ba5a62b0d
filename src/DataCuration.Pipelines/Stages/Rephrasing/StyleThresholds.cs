namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>The thresholds that a style's own answers set, and what they come from.</summary>
internal sealed record StyleThresholds
{
    public required string Style { get; init; }

    /// <summary>Answers that passed the checks before, of which the thresholds were taken.</summary>
    public required int Answers { get; init; }

    /// <summary>Least cosine; null when the embedding is off or there was no answer.</summary>
    public double? MinCosine { get; init; }

    /// <summary>5th percentile of the cosines of answers with their own sources.</summary>
    public double? MatchedCosine { get; init; }

    /// <summary>99.9th percentile of the cosines of answers with sources of other documents.</summary>
    public double? RandomCosine { get; init; }

    /// <summary>Pairs that do not belong together, of which that was taken.</summary>
    public int RandomPairs { get; init; }

    /// <summary>Least quality; null when all are kept.</summary>
    public double? MinQuality { get; init; }
}
