namespace DataCuration.Documents.Recipes;

/// <summary>What the mix must keep to for one pool.</summary>
public sealed record PoolLimitOptions
{
    /// <summary>The pool's name: <c>q1</c> (best) onwards, or a source's.</summary>
    public required string Pool { get; init; }

    /// <summary>Least part of the training tokens; above 0 makes the pool a required one.</summary>
    public double MinShare { get; init; }

    /// <summary>Most of the training tokens.</summary>
    public double MaxShare { get; init; } = 1;

    /// <summary>Most epochs of this pool; null: the cap of the mix.</summary>
    public double? MaxEpochs { get; init; }

    /// <summary>
    /// FLOPs that a unique token of it costs before training, such as scoring it with a large model; paid out of the budget once for each unique
    /// token in use.
    /// </summary>
    public double CostPerToken { get; init; }
}
