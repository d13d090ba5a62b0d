namespace DataCuration.Documents.Recipes;

/// <summary>Semantic duplicates (Abbas et al. 2023, arXiv 2303.09540, SemDeDup).</summary>
public sealed record SemanticOptions
{
    /// <summary>A document goes when its cosine similarity to one that stays, in its cluster, is above 1 minus this. Raising it drops more.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>The share of documents to keep instead: epsilon is then found by halving. Null goes by <see cref="Epsilon"/>.</summary>
    public double? Keep { get; init; }

    /// <summary>Which documents are looked at first, and so stay: those far from the middle of their cluster (the authors' "hard") or near it.</summary>
    public SemanticOrder Order { get; init; } = SemanticOrder.Far;

    /// <summary>Whether a document that goes still takes others with it.</summary>
    public SemanticMode Mode { get; init; } = SemanticMode.Greedy;
}
