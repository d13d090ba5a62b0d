namespace DataCuration.Documents.Recipes;

/// <summary>Which hash puts an n-gram into a bucket.</summary>
public enum GramHash
{
    /// <summary>SHA-256 modulo the number of buckets: the same buckets as DSIR's own program.</summary>
    Sha256,

    /// <summary>XxHash3: several times as fast; other buckets.</summary>
    XxHash3,
}
