namespace DataCuration.ScalingLaws.Mixing;

/// <summary>What limits a mix.</summary>
public enum MixLabel
{
    /// <summary>The budget or a repetition is beyond what was measured.</summary>
    Extrapolated,

    /// <summary>A baseline is as good, as far as the measurements tell.</summary>
    Tie,

    /// <summary>A pool is repeated whose half-life the measurements do not determine.</summary>
    HalfLifeNotIdentified,

    /// <summary>The caps do not let the whole budget be spent.</summary>
    BudgetNotUsedUp,

    /// <summary>The mix follows the rank of the pools, because the law predicted held-out mixtures no better.</summary>
    LawNotBetter,
}
