namespace DataCuration.Documents.Recipes;

/// <summary>Within what documents with the same address are duplicates.</summary>
public enum UrlScope
{
    /// <summary>All documents.</summary>
    Global,

    /// <summary>The documents of a source.</summary>
    Source,

    /// <summary>The documents of a year and month, by their dates.</summary>
    Snapshot,

    /// <summary>The documents of a language, as the records state it.</summary>
    Language,

    /// <summary>None: addresses are not compared.</summary>
    None,
}
