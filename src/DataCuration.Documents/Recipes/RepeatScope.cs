namespace DataCuration.Documents.Recipes;

/// <summary>Within what repeated lines and paragraphs are looked for.</summary>
public enum RepeatScope
{
    /// <summary>All documents.</summary>
    Global,

    /// <summary>The documents of a source.</summary>
    Source,

    /// <summary>The documents whose addresses have the same host; those without an address, of a source.</summary>
    Host,
}
