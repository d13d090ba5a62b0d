namespace DataCuration.ScalingLaws.Laws;

/// <summary>What a pool is worth.</summary>
/// <param name="Pool">Its name.</param>
/// <param name="Rate">rho: the worth of a fresh token relative to the reference pool.</param>
/// <param name="HalfLife">tau: repetitions after which a view is worth half.</param>
public sealed record PoolUtility(string Pool, double Rate, double HalfLife);
