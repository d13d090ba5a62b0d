using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Extracting;

/// <summary>What to extract.</summary>
public sealed record ExtractRequest
{
    /// <summary>The files, in the order of their documents in the output.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>How much of a web page counts as its text.</summary>
    public ExtractionProfile Profile { get; init; } = ExtractionProfile.Article;

    /// <summary>The files' format; <see cref="RecordFormat.Auto"/> decides by content.</summary>
    public RecordFormat Format { get; init; } = RecordFormat.Auto;

    /// <summary>Threads; changes no result.</summary>
    public int Parallelism { get; init; } = 1;
}
