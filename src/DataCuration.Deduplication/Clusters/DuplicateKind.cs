namespace DataCuration.Deduplication.Clusters;

/// <summary>Why two documents are duplicates.</summary>
public enum DuplicateKind
{
    /// <summary>Their whole texts are equal after normalisation.</summary>
    Exact,

    /// <summary>They share a MinHash bucket, and the pair was verified when the recipe asks for it.</summary>
    MinHash,
}
