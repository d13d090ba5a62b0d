namespace DataCuration.Documents.Recipes;

/// <summary>Prunes documents by what they say: embeddings, clusters of them, and two rules over the clusters. Both together are D4 (Tirumala et al. 2023, arXiv 2308.12284).</summary>
public sealed record PruneOptions
{
    /// <summary>Length of an embedding, a multiple of 16. Raising it makes similarities more exact and everything slower.</summary>
    public int Dimensions { get; init; } = 256;

    /// <summary>Clusters; null is the square root of the number of documents.</summary>
    public int? Clusters { get; init; }

    /// <summary>Rounds of k-means; fewer when nothing moves any more. D4 used 20.</summary>
    public int Iterations { get; init; } = 20;

    /// <summary>Drops documents that say what another says (SemDeDup); null does not.</summary>
    public SemanticOptions? Semantic { get; init; }

    /// <summary>Keeps a share by the distance to the middle of the cluster; null keeps all.</summary>
    public PrototypeOptions? Prototypes { get; init; }
}
