namespace DataCuration.Documents.Recipes;

/// <summary>What counts as a duplicate, and which copy stays.</summary>
public sealed record DeduplicateOptions
{
    /// <summary>Equal text after normalisation; null switches it off.</summary>
    public ExactOptions? Exact { get; init; }

    /// <summary>Similar text; null switches it off.</summary>
    public MinHashOptions? MinHash { get; init; }

    /// <summary>Repeated lines inside documents; null switches it off.</summary>
    public LineOptions? Lines { get; init; }

    /// <summary>Repeated paragraphs inside documents; null switches it off.</summary>
    public ParagraphOptions? Paragraphs { get; init; }

    /// <summary>Repeated spans inside documents; null switches it off.</summary>
    public SubstringOptions? Substrings { get; init; }

    /// <summary>
    /// Which copy stays: <c>longest</c>, <c>first</c> (smallest id), or <c>highest:COLUMN</c> / <c>lowest:COLUMN</c> with a score column such
    /// as <c>quality.classifier</c>. Ties: longest text, then smallest id.
    /// </summary>
    public string Keep { get; init; } = "longest";
}
