namespace DataCuration.ScalingLaws.Mixing;

/// <summary>A pool as the mix sees it.</summary>
/// <param name="Name">Its name; it must be one of the law's pools.</param>
/// <param name="UniqueTokens">Its unique tokens; above 0.</param>
public sealed record MixPool(string Name, double UniqueTokens);
