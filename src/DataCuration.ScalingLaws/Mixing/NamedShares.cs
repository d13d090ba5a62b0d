namespace DataCuration.ScalingLaws.Mixing;

/// <summary>A mix that somebody else proposes, to be shown as one more baseline.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shares">The share of each pool by name; of sum 1. Pools without an entry get nothing.</param>
public sealed record NamedShares(string Name, IReadOnlyDictionary<string, double> Shares);
