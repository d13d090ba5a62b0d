namespace DataCuration.Documents.Recipes;

/// <summary>The items of one benchmark (JSONL or Parquet).</summary>
public sealed record ContaminationSetOptions
{
    /// <summary>The benchmark's name; unique.</summary>
    public required string Name { get; init; }

    /// <summary>Files or globs relative to the recipe's folder.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The field with an item's question or text.</summary>
    public string QueryField { get; init; } = "text";

    /// <summary>The field with the right answer as text; null when the items have none.</summary>
    public string? LabelField { get; init; }
}
