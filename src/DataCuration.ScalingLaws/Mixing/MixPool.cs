namespace DataCuration.ScalingLaws.Mixing;

/// <summary>A pool as the mix sees it.</summary>
/// <param name="Name">Its name; it must be one of the law's pools.</param>
/// <param name="UniqueTokens">Its unique tokens; above 0.</param>
public sealed record MixPool(string Name, double UniqueTokens)
{
    /// <summary>Most epochs of it; infinity for no cap of its own.</summary>
    public double MaxEpochs { get; init; } = double.PositiveInfinity;

    /// <summary>Least part of the budget that it gets, in [0, 1]; above 0 makes it a required pool.</summary>
    public double MinShare { get; init; }

    /// <summary>Most of the budget that it gets, in (0, 1].</summary>
    public double MaxShare { get; init; } = 1;

    /// <summary>
    /// What a unique token of it costs before training, such as being rephrased or scored, in tokens of training of the same compute: FLOPs a token
    /// divided by 6 N. Paid once for each unique token that is used. 0 for a pool that is there already.
    /// </summary>
    public double CostPerUniqueToken { get; init; }
}
