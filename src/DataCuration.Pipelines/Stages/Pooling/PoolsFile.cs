namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>The content of <c>pools.json</c>.</summary>
public sealed record PoolsFile
{
    /// <summary>What the pools are cut by: <c>source</c> or a score column.</summary>
    public required string By { get; init; }

    /// <summary>True when token counts are bytes divided by four, because the recipe trains no tokenizer.</summary>
    public required bool IsTokenCountEstimated { get; init; }

    /// <summary>The pools, best first.</summary>
    public required IReadOnlyList<PoolSummary> Pools { get; init; }

    /// <summary>Documents that the decision saw.</summary>
    public required long Documents { get; init; }

    /// <summary>Documents that at least one rule dropped.</summary>
    public required long DroppedByRules { get; init; }

    /// <summary>Documents dropped because another copy stays.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Documents that say what another says, or are not in the share kept by distance.</summary>
    public long Pruned { get; init; }

    /// <summary>Documents that the selection does not take.</summary>
    public long NotSelected { get; init; }

    /// <summary>Documents that failed each rule; a document may fail several.</summary>
    public required IReadOnlyDictionary<string, long> FailedRules { get; init; }
}
