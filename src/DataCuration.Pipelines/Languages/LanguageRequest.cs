using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Languages;

/// <summary>Whose languages to find.</summary>
public sealed record LanguageRequest
{
    /// <summary>The files, in the order of their documents in the output.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>A fastText model or a model of the trainer; null: the built-in one.</summary>
    public string? Model { get; init; }

    /// <summary>Which fields of a record hold what.</summary>
    public FieldMapping Fields { get; init; } = new();

    /// <summary>Threads; changes no result.</summary>
    public int Parallelism { get; init; } = 1;
}
