namespace DataCuration.Sdk.Lowering;

/// <summary>Everything of a pipeline project that the recipe is made from. Empty strings are unset properties.</summary>
internal sealed record ProjectSettings
{
    public required string RecipeName { get; init; }

    /// <summary>The folder that paths in project properties start from.</summary>
    public required string ProjectFolder { get; init; }

    /// <summary>CurationFrozen.</summary>
    public string Frozen { get; init; } = "";

    /// <summary>The folder the recipe lies in; paths in the recipe start from it.</summary>
    public required string RecipeFolder { get; init; }

    public IReadOnlyList<ProjectItem> Corpus { get; init; } = [];

    public IReadOnlyList<ProjectItem> Curation { get; init; } = [];

    public IReadOnlyList<ProjectItem> Evaluation { get; init; } = [];

    public IReadOnlyList<ProjectItem> Benchmark { get; init; } = [];

    public IReadOnlyList<ProjectItem> Pool { get; init; } = [];

    public IReadOnlyList<ProjectItem> TokenizerSample { get; init; } = [];

    public string Seed { get; init; } = "";

    public string MaxBadRecords { get; init; } = "";

    public string Budget { get; init; } = "";

    public string Law { get; init; } = "";

    public string ModelParameters { get; init; } = "";

    public string TokensPerParameter { get; init; } = "";

    public string MaxEpochs { get; init; } = "";

    public string MixMethod { get; init; } = "";

    public string Spent { get; init; } = "";

    public string CountProbes { get; init; } = "";

    public string PinnedLaw { get; init; } = "";

    public string Strict { get; init; } = "";

    public string PartBytes { get; init; } = "";
}
