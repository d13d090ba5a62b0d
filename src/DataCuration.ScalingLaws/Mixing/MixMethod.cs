namespace DataCuration.ScalingLaws.Mixing;

/// <summary>What a mix follows.</summary>
public enum MixMethod
{
    /// <summary>The fitted law.</summary>
    Law,

    /// <summary>The order of the pools at the longest probe: the law did not predict held-out mixtures better.</summary>
    Ranking,
}
