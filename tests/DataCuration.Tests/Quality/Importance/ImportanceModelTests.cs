using System.Text;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Importance;

namespace DataCuration.Tests.Quality.Importance;

public sealed class ImportanceModelTests
{
    private static readonly string[] Target = ["The cat sat on the mat.", "A cat is a small animal; cats purr!"];
    private static readonly string[] Raw = ["Stocks fell 3.5% on Monday, traders said.", "The bank's profits rose in 2021 \u2014 again.", "The dog sat on the porch."];

    private readonly NGramBuckets _buckets = new(10_000, 2, GramHash.Sha256);

    /// <summary>Sums computed in Python with hashlib, re and math.</summary>
    [Theory]
    [InlineData("The cat sat on the porch.", 0, 3.5759275655126856)]
    [InlineData("The cat sat on the porch.", 1, -20.21145434931182)]
    [InlineData("Profits rose; the bank's cat slept \u00BD an hour \u4E09 \u0645\u0631\u062D\u0628\u0627_x.", 0, -99.43276166385219)]
    [InlineData("Profits rose; the bank's cat slept \u00BD an hour \u4E09 \u0645\u0631\u062D\u0628\u0627_x.", 1, 109.95457661075685)]
    public void Weight_is_the_sum_of_log_ratios(string text, double smoothing, double expected)
    {
        ImportanceModel model = Fit(smoothing);

        _buckets.Count(Encoding.UTF8.GetBytes(text));

        model.Score(_buckets, minTokens: 0, perToken: false).Should().BeApproximately(expected, 1e-9);
        model.Score(_buckets, minTokens: 0, perToken: true).Should().BeApproximately(expected / _buckets.Buckets.Length, 1e-9);
    }

    [Fact]
    public void Short_text_has_no_weight()
    {
        ImportanceModel model = Fit(0);

        _buckets.Count("one two three"u8);

        double.IsNaN(model.Score(_buckets, minTokens: 4, perToken: false)).Should().BeTrue();
        double.IsNaN(model.Score(_buckets, minTokens: 3, perToken: false)).Should().BeFalse();
    }

    [Fact]
    public void File_gives_the_same_model_and_damage_is_named()
    {
        ImportanceModel model = Fit(0);
        byte[] bytes = model.ToBytes();

        ImportanceModel.FromBytes(bytes, "m").LogRatios.SequenceEqual(model.LogRatios).Should().BeTrue();

        bytes[100] ^= 1;
        Action read = () => ImportanceModel.FromBytes(bytes, "model.bin");
        read.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC1052");
    }

    private ImportanceModel Fit(double smoothing) => ImportanceModel.Fit(Counts(Target), Counts(Raw), smoothing);

    private long[] Counts(string[] texts)
    {
        long[] counts = new long[10_000];
        foreach (string text in texts)
        {
            _buckets.Count(Encoding.UTF8.GetBytes(text));
            foreach (int bucket in _buckets.Buckets)
            {
                counts[bucket]++;
            }
        }

        return counts;
    }
}
