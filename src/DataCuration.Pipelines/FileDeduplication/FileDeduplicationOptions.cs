using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>What <c>curate dedup</c> does. Immutable.</summary>
public sealed record FileDeduplicationOptions
{
    /// <summary>The files: where each is, and its name in results and document ids.</summary>
    public required IReadOnlyList<InputShard> Files { get; init; }

    /// <summary>Where results go.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Equal text after normalisation; null switches it off.</summary>
    public ExactOptions? Exact { get; init; } = new();

    /// <summary>Similar text; null switches it off.</summary>
    public MinHashOptions? MinHash { get; init; }

    /// <summary>Which documents may be duplicates of each other. Default: all.</summary>
    public DuplicateScope Scope { get; init; } = DuplicateScope.Global;

    /// <summary>Which copy stays.</summary>
    public KeepRule Keep { get; init; } = KeepRule.Parse("longest");

    /// <summary>The clusters will be those of datatrove 0.10.</summary>
    public bool HasDatatroveClusters =>
        MinHash is { Profile: MinHashProfiles.Datatrove, Verify: EdgeVerification.None } && Exact is null && Index is null && Scope == DuplicateScope.Global;

    /// <summary>The fields of a record.</summary>
    public FieldMapping Fields { get; init; } = new();

    /// <summary>The field that names a document's source; a document without it belongs to the folder of its file.</summary>
    public string SourceField { get; init; } = "source";

    /// <summary>An index whose documents are matched and never removed; null for none.</summary>
    public string? Index { get; init; }

    /// <summary>The documents that stay are added to <see cref="Index"/>, which is created when it does not exist.</summary>
    public bool ExtendsIndex { get; init; }

    /// <summary>Sources that may lose nearly everything. <c>*</c> stands for all.</summary>
    public IReadOnlyList<string> AcknowledgedSources { get; init; } = [];

    /// <summary>Write Parquet parts instead of JSONL for what stays.</summary>
    public bool WritesParquet { get; init; }

    /// <summary>Threads that hash; changes no result.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Memory to use. Default: three quarters of what there is.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
}
