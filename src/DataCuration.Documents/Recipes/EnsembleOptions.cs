namespace DataCuration.Documents.Recipes;

/// <summary>
/// Joins several scores into the column <c>quality.ensemble</c>: each ranks all documents into buckets of equal size, and a document has the highest bucket that any of
/// them gives it (Nemotron-CC: Su et al. 2024, arXiv 2412.02595, section 2.2). Documents without any score have none.
/// </summary>
public sealed record EnsembleOptions
{
    /// <summary>The score columns, of which more is better; <c>lowest:COLUMN</c> turns one.</summary>
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>Number of buckets, 0 the worst; the paper's 20.</summary>
    public int Buckets { get; init; } = 20;
}
