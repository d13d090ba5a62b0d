using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Importance;

namespace DataCuration.Tests.Quality.Importance;

public sealed class NGramBucketsTests
{
    private static readonly NGramBuckets Dsir = new(10_000, 2, GramHash.Sha256);

    /// <summary>The numbers of DSIR's own tests.</summary>
    [Fact]
    public void Buckets_are_those_of_DSIR()
    {
        Dsir.BucketOf("alice"u8).Should().Be(6720);
        Dsir.BucketOf("alice went"u8).Should().Be(114);

        Dsir.Count("Alice went to the store"u8);

        Dsir.Buckets.Length.Should().Be(9);
        Dsir.Buckets[0].Should().Be(6720);
        Dsir.Buckets[1].Should().Be(114);
    }

    /// <summary>Counted with Python's re module and the expression \w+|[^\w\s]+.</summary>
    [Theory]
    [InlineData("Profits rose; the bank's cat slept \u00BD an hour \u4E09 \u0645\u0631\u062D\u0628\u0627_x.", 15)]
    [InlineData("Alice walked into the store\n\n()()($#%@?)@(#(*", 6)]
    [InlineData("", 0)]
    [InlineData(" \u00A0\u2003\u0085\u001C ", 0)]
    public void Tokens_are_words_and_runs_of_punctuation(string text, int expected)
    {
        Dsir.Count(Encoding.UTF8.GetBytes(text));

        Dsir.TokenCount.Should().Be(expected);
        Dsir.Buckets.Length.Should().Be(Math.Max(0, (2 * expected) - 1));
    }

    [Fact]
    public void Other_hash_fills_all_buckets_of_a_small_table()
    {
        NGramBuckets small = new(16, 1, GramHash.XxHash3);

        small.Count(Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 1000))));

        small.Buckets.ToArray().Distinct().Order().Should().Equal(Enumerable.Range(0, 16));
    }
}
