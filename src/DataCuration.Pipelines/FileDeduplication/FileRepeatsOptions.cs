using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>What <c>curate dedup</c> does for repeated text inside documents. Immutable.</summary>
public sealed record FileRepeatsOptions
{
    /// <summary>The files, in the order that decides which copy is the first.</summary>
    public required IReadOnlyList<InputShard> Files { get; init; }

    /// <summary>Where results go.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>What to look for: exactly one of lines, paragraphs and substrings.</summary>
    public required DeduplicateOptions Method { get; init; }

    /// <summary>The fields of a record.</summary>
    public FieldMapping Fields { get; init; } = new();

    /// <summary>The field that names a document's source; a document without it belongs to the folder of its file.</summary>
    public string SourceField { get; init; } = "source";

    /// <summary>Sources that may lose nearly everything. <c>*</c> stands for all.</summary>
    public IReadOnlyList<string> AcknowledgedSources { get; init; } = [];

    /// <summary>Threads; changes no result.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Memory to use. Default: three quarters of what there is.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
}
