namespace DataCuration.Documents.Recipes;

/// <summary>The groups of which each keeps a least share.</summary>
public enum PrototypeGroups
{
    /// <summary>Clusters of embeddings.</summary>
    Cluster,

    /// <summary>Sources.</summary>
    Source,
}
