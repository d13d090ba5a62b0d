namespace DataCuration.Documents.Recipes;

/// <summary>A named set of input files with a format.</summary>
public sealed record SourceOptions
{
    /// <summary>The source's name: letters, digits, hyphen, underscore; unique in the recipe.</summary>
    public required string Name { get; init; }

    /// <summary>Files or globs (<c>*</c>, <c>?</c>, <c>**</c>) relative to the recipe's folder.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The record format; <see cref="RecordFormat.Auto"/> decides by content.</summary>
    public RecordFormat Format { get; init; } = RecordFormat.Auto;

    /// <summary>Which field or column holds what (JSONL and Parquet).</summary>
    public FieldMapping Fields { get; init; } = new();

    /// <summary>How much of a web page counts as its text.</summary>
    public ExtractionProfile Extraction { get; init; } = ExtractionProfile.Article;
}
