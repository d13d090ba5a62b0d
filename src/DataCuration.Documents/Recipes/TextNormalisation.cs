namespace DataCuration.Documents.Recipes;

/// <summary>What two texts may differ in and still be equal.</summary>
public enum TextNormalisation
{
    /// <summary>Nothing: equal bytes.</summary>
    None,

    /// <summary>White space: runs collapse to one space, ends are trimmed.</summary>
    WhiteSpace,
}
