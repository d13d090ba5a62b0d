namespace DataCuration.Documents.Recipes;

/// <summary>What the length of a repeated span is counted in.</summary>
public enum SubstringUnit
{
    /// <summary>Words between white space; where a script has no spaces (Han, kana, Thai, ...), each code point. White space itself does not count.</summary>
    Words,

    /// <summary>Unicode code points, white space among them.</summary>
    CodePoints,
}
