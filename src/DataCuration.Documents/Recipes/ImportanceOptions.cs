namespace DataCuration.Documents.Recipes;

/// <summary>Importance weights of documents for a target (DSIR: Xie et al. 2023, arXiv 2302.03169): the column <c>quality.importance</c>.</summary>
public sealed record ImportanceOptions
{
    /// <summary>Names of sources whose text is what the selection should look like; all other sources are the raw text.</summary>
    public required IReadOnlyList<string> Target { get; init; }

    /// <summary>Number of hashed n-gram buckets; the paper's 10,000.</summary>
    public int Buckets { get; init; } = 10_000;

    /// <summary>Longest n-gram in words; the paper's 2.</summary>
    public int MaxWordsPerGram { get; init; } = 2;

    /// <summary>Documents of fewer tokens get no weight; DSIR's 100. A column without a value is never selected.</summary>
    public int MinTokens { get; init; } = 100;

    /// <summary>Added to the count of each target bucket; 0 as in the paper. Raise it for a small target.</summary>
    public double Smoothing { get; init; }

    /// <summary>Divide the weight by the number of n-grams: a sum over n-grams favours extremes of length. DSIR does not.</summary>
    public bool PerToken { get; init; }

    /// <summary>Which hash puts an n-gram into a bucket; <c>sha256</c> gives DSIR's buckets.</summary>
    public GramHash Hash { get; init; } = GramHash.Sha256;
}
