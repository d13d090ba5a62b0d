namespace DataCuration.Documents.Recipes;

/// <summary>
/// What a curation must yield at least, checked when the pools are known and before probes cost anything: a source that broke, or a threshold that was
/// mistyped, shows here. No gate changes a result, so changing one runs nothing again.
/// </summary>
public sealed record GatesOptions
{
    /// <summary>Largest share of any source's documents that rules, deduplication and selection may drop; null: no limit. A source may have a limit of its own, <see cref="SourceOptions.MaxDroppedShare"/>.</summary>
    public double? MaxDroppedShare { get; init; }

    /// <summary>Fewest tokens that the pools may hold together; null: no limit.</summary>
    public double? MinTokens { get; init; }

    /// <summary>Largest share of the documents that pass the rules which may be duplicates of others; null: no limit.</summary>
    public double? MaxDuplicateRate { get; init; }

    /// <summary>What happens when a limit is passed over.</summary>
    public GateOutcome Outcome { get; init; } = GateOutcome.Fail;
}
