using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class BandingCurveTests
{
    // P(s) of 14 buckets of 8 and of the other published settings, computed from 1 - (1 - s^h)^B with four digits.
    [Theory]
    [InlineData(14, 8, 0.6847, 0.2111, 0.9235)]
    [InlineData(450, 20, 0.7234, 0.0163, 0.9946)]
    [InlineData(20, 13, 0.7711, 0.0258, 0.6773)]
    [InlineData(26, 11, 0.7184, 0.0902, 0.9032)]
    public void Curve_has_the_published_values(int bands, int rows, double halfway, double at6, double at8)
    {
        MinHashOptions options = new() { Bands = bands, Rows = rows };

        BandingCurve.HalfwaySimilarity(options).Should().BeApproximately(halfway, 6e-5);
        BandingCurve.Probability(options, 0.6).Should().BeApproximately(at6, 6e-5);
        BandingCurve.Probability(options, 0.8).Should().BeApproximately(at8, 6e-5);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.7)]
    [InlineData(0.75)]
    [InlineData(0.8)]
    [InlineData(0.85)]
    public void Simulated_pairs_share_a_bucket_as_often_as_the_curve_says(double similarity)
    {
        // M1: 20,000 pairs of random sets whose union has 200 members.
        MinHashOptions options = new();
        int hits = 0;
        foreach ((uint[] left, uint[] right) in Pairs(similarity, 20_000, seed: 21))
        {
            for (int start = 0; start < 112; start += 8)
            {
                if (left.AsSpan(start, 8).SequenceEqual(right.AsSpan(start, 8)))
                {
                    hits++;
                    break;
                }
            }
        }

        (hits / 20_000.0).Should().BeApproximately(BandingCurve.Probability(options, similarity), 0.015);
    }

    [Fact]
    public void Estimated_similarity_is_unbiased_with_the_binomial_error()
    {
        // M2: standard deviation sqrt(0.8 * 0.2 / 112) = 0.0378.
        double[] estimates = [.. Pairs(0.8, 5000, seed: 22).Select(pair => EdgeTest.CountEqual(pair.Left, pair.Right) / 112.0)];

        double mean = estimates.Average();
        double deviation = Math.Sqrt(estimates.Average(estimate => (estimate - mean) * (estimate - mean)));
        mean.Should().BeApproximately(0.8, 0.002);
        deviation.Should().BeApproximately(0.0378, 0.003);
    }

    private static IEnumerable<(uint[] Left, uint[] Right)> Pairs(double similarity, int count, int seed)
    {
        Permutations permutations = new(112);
        Random random = new(seed);
        int common = (int)Math.Round(similarity * 200);
        uint[] union = new uint[200];
        for (int pair = 0; pair < count; pair++)
        {
            random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(union.AsSpan()));
            uint[] left = new uint[112], right = new uint[112];
            Array.Fill(left, uint.MaxValue);
            permutations.Minimise(union.AsSpan(0, common), left);
            left.CopyTo(right, 0);
            int half = common + ((200 - common) / 2);
            permutations.Minimise(union.AsSpan(common, half - common), left);
            permutations.Minimise(union.AsSpan(half), right);
            yield return (left, right);
        }
    }
}
