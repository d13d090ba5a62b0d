using System.Text;
using CsCheck;
using DataCuration.Quality.Classifiers;

namespace DataCuration.Tests.Quality.Classifiers;

public sealed class HashedNGramFeaturizerTests
{
    private static (int[] Indices, float[] Values) Featurize(string text, int maxWords = 2)
    {
        HashedNGramFeaturizer featurizer = new(20, maxWords);
        featurizer.Featurize(Encoding.UTF8.GetBytes(text));
        return (featurizer.Indices.ToArray(), featurizer.Values.ToArray());
    }

    [Fact]
    public void Values_are_log_counts_over_their_norm()
    {
        float[] values = Featurize("a a a b", maxWords: 1).Values;

        double norm = Math.Sqrt(Math.Pow(Math.Log(4), 2) + Math.Pow(Math.Log(2), 2));
        values[0].Should().BeApproximately((float)(Math.Log(4) / norm), 1e-6f);
        values[1].Should().BeApproximately((float)(Math.Log(2) / norm), 1e-6f);
    }

    [Theory]
    [InlineData("one two three four", 1, 4)]
    [InlineData("one two three four", 2, 7)]
    [InlineData("one two three four", 3, 9)]
    [InlineData("one two one two", 2, 4)]
    [InlineData("日本語", 1, 3)]
    [InlineData("", 2, 0)]
    [InlineData(" ... — ", 2, 0)]
    public void Every_distinct_n_gram_has_a_bucket(string text, int maxWords, int expected) =>
        Featurize(text, maxWords).Indices.Should().HaveCount(expected);

    [Fact]
    public void N_grams_keep_the_order_of_words() => Featurize("left right").Indices[1].Should().NotBe(Featurize("right left").Indices[1]);

    [Fact]
    public void Letters_of_all_scripts_are_lower_cased() => Featurize("ÉTÉ ПРИВЕТ ΑΒΓ").Indices.Should().Equal(Featurize("été привет αβγ").Indices);

    [Fact]
    public void Vector_has_length_1_and_does_not_depend_on_earlier_texts() =>
        Gen.String[Gen.Char["abA \n.é日"], 0, 300].List[1, 5].Sample(texts =>
        {
            HashedNGramFeaturizer shared = new(16, 2);
            return texts.All(text =>
            {
                shared.Featurize(Encoding.UTF8.GetBytes(text));
                HashedNGramFeaturizer fresh = new(16, 2);
                fresh.Featurize(Encoding.UTF8.GetBytes(text));
                double squares = shared.Values.ToArray().Sum(v => (double)v * v);
                return shared.Indices.SequenceEqual(fresh.Indices) && shared.Values.SequenceEqual(fresh.Values)
                    && (shared.Count == 0 || Math.Abs(squares - 1) < 1e-5);
            });
        });

    [Fact]
    public void Warm_featurizer_allocates_nothing()
    {
        HashedNGramFeaturizer featurizer = new(16, 2);
        byte[] text = Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 3000)));
        featurizer.Featurize(text);

        long before = GC.GetAllocatedBytesForCurrentThread();
        featurizer.Featurize(text);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
