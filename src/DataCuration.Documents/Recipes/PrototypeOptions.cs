namespace DataCuration.Documents.Recipes;

/// <summary>
/// Selection by the distance to the middle of the cluster (Sorscher et al. 2022, arXiv 2206.14486). Which direction helps depends on how much data there is for
/// the model, so there is no default share: measure pools by <c>prune.distance</c> first.
/// </summary>
public sealed record PrototypeOptions
{
    /// <summary>The share of documents to keep.</summary>
    public required double Keep { get; init; }

    /// <summary>Which documents stay. D4 keeps the far ones.</summary>
    public PrototypeDirection Direction { get; init; } = PrototypeDirection.Far;

    /// <summary>Each group keeps at least this share of what it would keep if all groups kept alike, rounded up. 0 has no floor; Sorscher et al. used 0.5.</summary>
    public double Floor { get; init; }

    /// <summary>What the floor is for.</summary>
    public PrototypeGroups Groups { get; init; } = PrototypeGroups.Cluster;
}
