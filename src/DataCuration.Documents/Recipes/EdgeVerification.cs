namespace DataCuration.Documents.Recipes;

/// <summary>How a candidate pair of documents is confirmed before it joins a cluster.</summary>
public enum EdgeVerification
{
    /// <summary>Not at all: sharing one bucket is enough, as FineWeb does.</summary>
    None,

    /// <summary>By the share of equal minimum hashes in the whole signature.</summary>
    Signature,

    /// <summary>By the exact Jaccard similarity of the shingle sets; stores 4 bytes a word on disk.</summary>
    Shingle,

    /// <summary>By every word 3-gram of the text with fewer of them occurring in the other: templates with one different field stay.</summary>
    Containment,
}
