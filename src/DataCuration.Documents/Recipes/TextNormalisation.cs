namespace DataCuration.Documents.Recipes;

/// <summary>What two texts may differ in and still be equal.</summary>
public enum TextNormalisation
{
    /// <summary>Nothing: equal bytes.</summary>
    None,

    /// <summary>White space: runs collapse to one space, ends are trimmed.</summary>
    WhiteSpace,

    /// <summary>Also case, punctuation and symbols: only letters, marks and numbers in lower case count, runs of anything else are one space.</summary>
    Letters,
}
