namespace DataCuration.Documents.Recipes;

/// <summary>What a quantile is a share of.</summary>
public enum QuantileUnit
{
    /// <summary>Documents.</summary>
    Documents,

    /// <summary>Tokens.</summary>
    Tokens,
}
