namespace DataCuration.Documents.Recipes;

/// <summary>
/// The declarative description of one curation. Immutable; read from JSON with comments by <c>RecipeReader</c>,
/// or lowered to that JSON from an MSBuild pipeline project. Optional steps are null when the recipe leaves them out.
/// </summary>
public sealed record Recipe
{
    /// <summary>The dataset's name.</summary>
    public required string Name { get; init; }

    /// <summary>The one seed of the run: sampling, ties, folds, probe initialisation and data order derive from it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Bad records allowed before the run fails (exit code 1): below 1 a share of the records read, otherwise a count.
    /// </summary>
    public double MaxBadRecords { get; init; } = 0.01;

    /// <summary>
    /// The work directory of an earlier run, relative to <see cref="BaseDirectory"/>, whose decisions hold: the classifier's model, the scores at which pools are cut, and the law. Shards that
    /// came since are judged as those of that day were, and nothing is probed. Null decides anew.
    /// </summary>
    public string? Frozen { get; init; }

    /// <summary>Where the documents come from; at least one.</summary>
    public required IReadOnlyList<SourceOptions> Sources { get; init; }

    /// <summary>Rules and classifier.</summary>
    public QualityOptions Quality { get; init; } = new();

    /// <summary>The language of each document; null does not look.</summary>
    public LanguageOptions? Language { get; init; }

    /// <summary>Looks for evaluation items; null does not.</summary>
    public ContaminationOptions? Contamination { get; init; }

    /// <summary>Cuts the lines that many pages of one domain share; null cuts none.</summary>
    public BoilerplateOptions? Boilerplate { get; init; }

    /// <summary>Replaces private data; null leaves it.</summary>
    public PrivacyOptions? Privacy { get; init; }

    /// <summary>Duplicate removal; null keeps every copy.</summary>
    public DeduplicateOptions? Deduplicate { get; init; }

    /// <summary>Prunes by what documents say; null does not.</summary>
    public PruneOptions? Prune { get; init; }

    /// <summary>Keeps a share of what passed the rules and is no duplicate; null keeps all of it.</summary>
    public SelectOptions? Select { get; init; }

    /// <summary>Says kept documents again by a model; null does not.</summary>
    public RephraseOptions? Rephrase { get; init; }

    /// <summary>How kept documents are divided into pools.</summary>
    public PoolsOptions Pools { get; init; } = new();

    /// <summary>What the pools must hold at least, or the run fails before probes cost anything.</summary>
    public GatesOptions Gates { get; init; } = new();

    /// <summary>How the pools are measured; null stops after the pools: every kept document enters the dataset once.</summary>
    public ProbesOptions? Probes { get; init; }

    /// <summary>The budget and the law; null when there are no probes.</summary>
    public MixOptions? Mix { get; init; }

    /// <summary>How the dataset is written.</summary>
    public OutputOptions Output { get; init; } = new();

    /// <summary>How files that are not on this machine are read.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>
    /// The folder that relative paths start from: in the JSON relative to the recipe file (default: its folder), after reading absolute.
    /// Document ids hash paths relative to it, so they do not depend on where the recipe file itself lies.
    /// </summary>
    public string BaseDirectory { get; init; } = "";
}
