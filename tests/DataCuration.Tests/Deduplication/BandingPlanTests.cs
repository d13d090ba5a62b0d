using DataCuration.Deduplication.MinHash;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class BandingPlanTests
{
    // O1: datasketch 1.6's choices for weights 0.5 and 0.5.
    [Theory]
    [InlineData(0.5, 128, 25, 5)]
    [InlineData(0.7, 128, 14, 9)]
    [InlineData(0.8, 128, 9, 13)]
    [InlineData(0.9, 128, 5, 25)]
    [InlineData(0.45, 256, 47, 5)]
    [InlineData(0.7, 240, 24, 10)]
    [InlineData(0.7, 256, 25, 10)]
    [InlineData(0.8, 256, 17, 15)]
    [InlineData(0.85, 256, 13, 19)]
    [InlineData(0.5, 200, 33, 6)]
    public void Optimal_agrees_with_datasketch(double threshold, int hashes, int bands, int rows) =>
        BandingPlan.Optimal(threshold, hashes).Should().Be((bands, rows));

    // Monte Carlo over 20,000 pairs with the default bands and threshold.
    [Theory]
    [InlineData(0.6, 0.0004, 0.0004)]
    [InlineData(0.65, 0.012, 0.003)]
    [InlineData(0.7, 0.123, 0.008)]
    [InlineData(0.75, 0.489, 0.012)]
    [InlineData(0.8, 0.872, 0.008)]
    [InlineData(0.85, 0.9875, 0.003)]
    [InlineData(0.9, 0.9996, 0.0005)]
    public void EdgeProbability_with_signatures_is_what_a_simulation_found(double similarity, double simulated, double tolerance) =>
        BandingCurve.EdgeProbability(new MinHashOptions(), similarity).Should().BeApproximately(simulated, tolerance);

    [Fact]
    public void EdgeProbability_of_exact_verification_is_the_bucket_s() =>
        BandingCurve.EdgeProbability(new MinHashOptions { Verify = EdgeVerification.Shingle }, 0.8).Should().BeApproximately(0.9235, 6e-5);

    [Theory]
    [InlineData("fineweb", 0.6847)]
    [InlineData("refinedweb", 0.7234)]
    [InlineData("nemo", 0.7711)]
    [InlineData("marin", 0.7184)]
    [InlineData("slimpajama", 0.8186)]
    [InlineData("text-dedup", 0.3425)]
    public void Presets_have_the_published_halfway_points(string name, double halfway)
    {
        MinHashOptions options = MinHashPresets.Find(name)!;

        BandingCurve.HalfwaySimilarity(options).Should().BeApproximately(halfway, 6e-5);
        ((Action)(() => _ = new MinHasher(options))).Should().NotThrow();
    }
}
