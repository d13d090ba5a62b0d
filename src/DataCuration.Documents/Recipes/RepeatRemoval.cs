namespace DataCuration.Documents.Recipes;

/// <summary>Which copies of repeated text go.</summary>
public enum RepeatRemoval
{
    /// <summary>All but the first, in the order of parts and documents.</summary>
    KeepFirst,

    /// <summary>Every copy, as Lee et al. 2022 do.</summary>
    All,
}
