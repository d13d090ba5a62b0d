namespace DataCuration.Quality.Extraction;

/// <summary>What the scanner found.</summary>
internal enum HtmlTokenKind
{
    /// <summary>Characters, references not yet decoded.</summary>
    Text,

    /// <summary>A start tag.</summary>
    StartTag,

    /// <summary>An end tag.</summary>
    EndTag,
}
