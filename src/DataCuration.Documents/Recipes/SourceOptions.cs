namespace DataCuration.Documents.Recipes;

/// <summary>A named set of input files with a format.</summary>
public sealed record SourceOptions
{
    /// <summary>The source's name: letters, digits, hyphen, underscore; unique in the recipe.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Where the files are: a folder relative to the recipe's, or an address (<c>https://…</c>, <c>s3://bucket/…</c>, <c>az://account/container/…</c>). Files below
    /// it are named relative to it, so that the same files give the same documents wherever they are kept. Default: the recipe's folder.
    /// </summary>
    public string? From { get; init; }

    /// <summary>
    /// Files, globs (<c>*</c>, <c>?</c>, <c>**</c>) or addresses, relative to <see cref="From"/>; <c>@</c> before one says that it lists files, one a line.
    /// </summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The record format; <see cref="RecordFormat.Auto"/> decides by content.</summary>
    public RecordFormat Format { get; init; } = RecordFormat.Auto;

    /// <summary>Which field or column holds what (JSONL and Parquet).</summary>
    public FieldMapping Fields { get; init; } = new();

    /// <summary>How much of a web page counts as its text.</summary>
    public ExtractionProfile Extraction { get; init; } = ExtractionProfile.Article;

    /// <summary>Largest share of this source's documents that may be dropped, in place of <see cref="GatesOptions.MaxDroppedShare"/>; null: that of all sources.</summary>
    public double? MaxDroppedShare { get; init; }
}
