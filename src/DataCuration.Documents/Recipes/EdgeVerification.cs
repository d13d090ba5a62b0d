namespace DataCuration.Documents.Recipes;

/// <summary>How a candidate pair of documents is confirmed before it joins a cluster.</summary>
public enum EdgeVerification
{
    /// <summary>Not at all: sharing one bucket is enough, as FineWeb does.</summary>
    None,

    /// <summary>By the share of equal minimum hashes in the whole signature.</summary>
    Signature,
}
