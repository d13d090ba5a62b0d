using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report;

/// <summary>
/// Everything the report shows, as plain values read from a work directory. Immutable; equal models render to equal bytes.
/// A part that is null was not run (no probes, no classifier, no duplicate removal) and is said so in one line.
/// </summary>
internal sealed record ReportModel
{
    /// <summary>The dataset's name.</summary>
    public required string Name { get; init; }

    /// <summary>The run in a few counts.</summary>
    public required KeyCounts Counts { get; init; }

    /// <summary>The chosen mix; null when the recipe has no budget.</summary>
    public MixModel? Mix { get; init; }

    /// <summary>The law for the page's own solver; null when there is no mix.</summary>
    public SliderModel? Slider { get; init; }

    /// <summary>The best mix over budgets; null when there is no fitted law.</summary>
    public FrontierModel? Frontier { get; init; }

    /// <summary>The fitted law and what it was fitted to; null when there are no probes and no pinned law.</summary>
    public LawModel? Law { get; init; }

    /// <summary>How sure the order of the pools is; null when fewer than two pools were probed.</summary>
    public PoolOrderModel? Order { get; init; }

    /// <summary>What the decision cost in compute; empty without probes.</summary>
    public IReadOnlyList<CostItem> Costs { get; init; } = [];

    /// <summary>What each step kept and why it dropped the rest.</summary>
    public FunnelModel Funnel { get; init; } = new();

    /// <summary>Distributions of scores and metrics; null when nothing was scored.</summary>
    public ScoresModel? Scores { get; init; }

    /// <summary>The largest duplicate clusters; null when duplicate removal was off.</summary>
    public DuplicatesModel? Duplicates { get; init; }

    /// <summary>What pruning by meaning dropped; null when it was off.</summary>
    public PrunedModel? Pruned { get; init; }

    /// <summary>What the searches for repeated text found; empty when there were none.</summary>
    public IReadOnlyList<RepeatsModel> Repeats { get; init; } = [];

    /// <summary>What became of the segments to rephrase; null when the recipe rephrases nothing.</summary>
    public RephrasingModel? Rephrasing { get; init; }

    /// <summary>Documents to look at, kept and dropped.</summary>
    public IReadOnlyList<ExampleGroup> Examples { get; init; } = [];

    /// <summary>Records that could not be read.</summary>
    public QuarantineModel Quarantine { get; init; } = new();

    /// <summary>The recipe, versions and stages.</summary>
    public required ProvenanceModel Provenance { get; init; }
}
