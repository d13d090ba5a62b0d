using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Importance;
using DataCuration.Quality.Selection;

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

    /// <summary>
    /// As DSIR's own test draws documents 0, and 0 and 2, of its toy data by two targets. That data is a part of the Pile whose texts have licences of
    /// their own, so these texts are made: a vocabulary for each raw document, of which the target speaks too.
    /// </summary>
    [Theory]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 0, 2 })]
    public void Draw_finds_the_raw_documents_that_speak_as_the_target(int[] topics)
    {
        const int MinTokens = 100;
        string[] raw = [.. Enumerable.Range(0, 20).Select(topic => MadeText(topic, seed: topic, words: 150)), MadeText(topics[0], seed: 50, words: MinTokens - 1)];
        string[] target = [.. topics.Select(topic => MadeText(topic, seed: 100 + topic, words: 150))];
        ImportanceModel model = ImportanceModel.Fit(Counts(target), Counts(raw), smoothing: 0);
        double[] scores = [.. raw.Select(text =>
        {
            _buckets.Count(Encoding.UTF8.GetBytes(text));
            return model.Score(_buckets, MinTokens, perToken: false);
        })];
        DocumentId[] ids = [.. Enumerable.Range(0, raw.Length).Select(i => DocumentId.Create("raw", "toy", i))];

        for (ulong seed = 0; seed < 10; seed++)
        {
            double[] keys = GumbelTopK.Keys(scores, ids, temperature: 1, seed);

            Enumerable.Range(0, raw.Length).Where(i => !double.IsNaN(keys[i])).OrderByDescending(i => keys[i]).Take(topics.Length).Order().Should().Equal(topics);
        }

        scores[^1].Should().Be(double.NaN, "it is one token short, though it speaks as the target");
    }

    private static string MadeText(int topic, int seed, int words)
    {
        Random random = new(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => random.Next(3) == 0 ? $"common{random.Next(40)}" : $"topic{topic}word{random.Next(30)}"));
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
