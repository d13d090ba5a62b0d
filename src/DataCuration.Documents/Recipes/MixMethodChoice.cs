namespace DataCuration.Documents.Recipes;

/// <summary>What the mix follows.</summary>
public enum MixMethodChoice
{
    /// <summary>The law, unless it predicts held-out mixtures no better than the pools' rank at the longest probe does.</summary>
    Auto,

    /// <summary>The law, whatever the held-out mixtures say.</summary>
    Law,

    /// <summary>The pools' rank at the longest probe.</summary>
    Ranking,
}
