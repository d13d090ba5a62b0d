namespace DataCuration.Documents.Recipes;

/// <summary>How a share of the documents is selected.</summary>
public enum SelectionMethod
{
    /// <summary>The best by score.</summary>
    Top,

    /// <summary>A random draw in proportion to exp(score / temperature), without replacement.</summary>
    Gumbel,

    /// <summary>A random draw that no score influences: the control that every selection should beat.</summary>
    Random,
}
