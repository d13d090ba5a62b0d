namespace DataCuration.Documents.Recipes;

/// <summary>One held-out reference set (JSONL or Parquet with the default field names).</summary>
public sealed record EvaluationSetOptions
{
    /// <summary>The set's name; unique.</summary>
    public required string Name { get; init; }

    /// <summary>Files or globs relative to the recipe's folder.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The set's weight in the macro average; positive.</summary>
    public double Weight { get; init; } = 1;
}
