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
    /// <summary>
    /// The probability that two texts of this similarity share a bucket and, with signature verification, agree in at least the threshold's share
    /// of hashes; other verifications are exact, so their probability is that of the bucket. Exact under independent hashes.
    /// </summary>
    /// <param name="options">Bands, rows, verification and threshold.</param>
    /// <param name="similarity">In [0, 1].</param>
    public static double EdgeProbability(MinHashOptions options, double similarity)
    {
        if (options is { Verify: not EdgeVerification.Signature })
        {
            return Probability(options, similarity);
        }

        ArgumentNullException.ThrowIfNull(options);
        int hashes = options.Bands * options.Rows, needed = (int)Math.Ceiling((options.Threshold * hashes) - 1e-9);
        double[] band = Binomial(options.Rows, similarity);

        // Distributions of the number of equal hashes over the bands so far: without, and with, a band that is equal throughout.
        double[] apart = [1], met = [0];
        for (int i = 0; i < options.Bands; i++)
        {
            double[] nextApart = new double[apart.Length + options.Rows], nextMet = new double[apart.Length + options.Rows];
            for (int equal = 0; equal < apart.Length; equal++)
            {
                for (int more = 0; more <= options.Rows; more++)
                {
                    (more == options.Rows ? nextMet : nextApart)[equal + more] += apart[equal] * band[more];
                    nextMet[equal + more] += met[equal] * band[more];
                }
            }

            (apart, met) = (nextApart, nextMet);
        }

        return met[needed..].Sum();
    }

    private static double[] Binomial(int count, double probability)
    {
        double[] mass = [1];
        for (int i = 0; i < count; i++)
        {
            double[] next = new double[mass.Length + 1];
            for (int j = 0; j < mass.Length; j++)
            {
                next[j] += mass[j] * (1 - probability);
                next[j + 1] += mass[j] * probability;
            }

            mass = next;
        }

        return mass;
    }
}
