namespace DataCuration.Pipelines.Report.Model;

/// <summary>What pruning by meaning dropped.</summary>
internal sealed record PrunedModel
{
    /// <summary>Documents that say what another says.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Documents outside the share kept by distance.</summary>
    public required long ByDistance { get; init; }

    /// <summary>Some of the first kind, each with the document that stays.</summary>
    public required IReadOnlyList<PrunedPair> Pairs { get; init; }
}

/// <summary>A document that went and the one that says the same.</summary>
/// <param name="Dropped">The one that went, with its similarity.</param>
/// <param name="Kept">The one that stays.</param>
internal sealed record PrunedPair(ClusterDocument Dropped, ClusterDocument Kept);
