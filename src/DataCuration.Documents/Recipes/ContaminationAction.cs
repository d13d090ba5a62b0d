namespace DataCuration.Documents.Recipes;

/// <summary>What becomes of a contaminated document.</summary>
public enum ContaminationAction
{
    /// <summary>It is dropped.</summary>
    Drop,

    /// <summary>The matched n-grams and 200 characters on each side are cut when the dataset is written; pieces of 200 characters or fewer go too, and a text cut into more than ten pieces is dropped.</summary>
    Cut,

    /// <summary>Nothing: matches are columns and a report.</summary>
    Annotate,
}
