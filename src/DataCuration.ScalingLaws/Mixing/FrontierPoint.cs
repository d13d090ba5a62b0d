namespace DataCuration.ScalingLaws.Mixing;

/// <summary>The best mix for one budget of the frontier.</summary>
/// <param name="Mix">The mix.</param>
/// <param name="IsTransition">True when the set of pools in use changes here.</param>
public sealed record FrontierPoint(Mix Mix, bool IsTransition)
{
    /// <summary>The 5th percentile, over resampled laws, of the budget at which the pool that enters or leaves here does so; the range's end when it does so before. Null where nothing changes.</summary>
    public double? BudgetLow { get; init; }

    /// <summary>The 95th percentile.</summary>
    public double? BudgetHigh { get; init; }
}
