namespace DataCuration.Documents.Recipes;

/// <summary>Which styles a document gets.</summary>
public enum RephraseRouting
{
    /// <summary>All styles of the recipe.</summary>
    All,

    /// <summary>
    /// Nemotron-CC's: of twenty buckets by the pools' score, the eight best get those of the recipe's styles that are made for good text, the others <c>wikipedia</c>.
    /// WRAP's styles and templates of your own are for all buckets.
    /// </summary>
    QualityBucket,
}
