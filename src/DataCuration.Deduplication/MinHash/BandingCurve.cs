// The S-curve of banded MinHash: P(s) = 1 - (1 - s^h)^B with h hashes a bucket (rows) and B buckets (bands);
// half of the pairs meet at s = (1 - 0.5^(1/B))^(1/h). Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, section 3.4.2.
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.MinHash;

/// <summary>What a choice of bands and rows finds. Pure.</summary>
public static class BandingCurve
{
    /// <summary>The probability that two texts of Jaccard similarity <paramref name="similarity"/> share a bucket.</summary>
    /// <param name="options">Bands and rows.</param>
    /// <param name="similarity">In [0, 1].</param>
    public static double Probability(MinHashOptions options, double similarity)
    {
        ArgumentNullException.ThrowIfNull(options);
        return 1 - Math.Pow(1 - Math.Pow(similarity, options.Rows), options.Bands);
    }

    /// <summary>The similarity at which half of the pairs share a bucket.</summary>
    public static double HalfwaySimilarity(MinHashOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Math.Pow(1 - Math.Pow(0.5, 1.0 / options.Bands), 1.0 / options.Rows);
    }
}
