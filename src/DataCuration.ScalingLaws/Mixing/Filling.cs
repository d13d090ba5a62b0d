namespace DataCuration.ScalingLaws.Mixing;

/// <summary>A budget divided among pools.</summary>
/// <param name="Tokens">Tokens of each pool with repetitions.</param>
/// <param name="Unique">
/// Unique tokens of each pool that these tokens are repetitions of: all of a pool that costs nothing to prepare, as many as are worth it of one that does.
/// </param>
public sealed record Filling(double[] Tokens, double[] Unique);
