namespace DataCuration.Documents.Recipes;

/// <summary>Which documents of a cluster come first.</summary>
public enum SemanticOrder
{
    /// <summary>Those far from its middle.</summary>
    Far,

    /// <summary>Those near its middle.</summary>
    Near,
}
