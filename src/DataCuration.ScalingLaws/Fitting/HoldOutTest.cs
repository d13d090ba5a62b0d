using System.Text.Json.Serialization;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How well the law predicts mixtures that it never saw, and whether decisions should follow it. Immutable.</summary>
public sealed record HoldOutTest
{
    /// <summary>The held-out runs.</summary>
    public required IReadOnlyList<HeldOutPoint> Points { get; init; }

    /// <summary>Root mean square of the law's log errors on them.</summary>
    public required double LogError { get; init; }

    /// <summary>The same for the mean of the single pools at that length.</summary>
    public required double PoolMeanLogError { get; init; }

    /// <summary>
    /// What choosing by the law costs: the measured loss of the candidate that it calls best less that of the best one, averaged over the
    /// lengths. Candidates are the single pools and the mixtures of one length.
    /// </summary>
    public required double Regret { get; init; }

    /// <summary>The same for ranking at the largest probe: a pool counts as its longest run, a mixture as the mean of its pools.</summary>
    public required double RankingRegret { get; init; }

    /// <summary>Pairs of candidates, at least one of them a mixture.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs that the law orders as measured.</summary>
    public required int PairsRight { get; init; }

    /// <summary>Pairs that ranking at the largest probe orders as measured.</summary>
    public required int RankingPairsRight { get; init; }

    /// <summary>The smallest difference in regret that counts: the law's residual, as a loss.</summary>
    public required double Noise { get; init; }

    /// <summary>
    /// Whether the mix follows the law: its choices cost less than the ranking's; where they cost the same but for noise, it must predict the
    /// mixtures better than the mean of their pools does.
    /// </summary>
    [JsonIgnore]
    public bool IsLawBetter => Math.Abs(Regret - RankingRegret) > Noise ? Regret < RankingRegret : LogError < PoolMeanLogError;
}
