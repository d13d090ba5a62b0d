using CsCheck;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Selection;

namespace DataCuration.Tests.Quality.Selection;

public sealed class TopShareTests
{
    private static readonly double[] Distinct = [5, 4, 3, 2, 1];
    private static readonly double[] Tied = [10, 9, 9, 9, 1];

    private static DocumentId[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => DocumentId.Create("s", "f", i))];

    [Theory]
    [InlineData(TieRule.Split, 2, 2)]
    [InlineData(TieRule.Include, 2, 4)]
    [InlineData(TieRule.DataComp, 3, 4)]
    public void Two_fifths_of_five(TieRule ties, int ofDistinct, int ofTied)
    {
        TopShare.Select(Distinct, Ids(5), [], 0, 0.4, ties, 1).Count(kept => kept).Should().Be(ofDistinct);
        TopShare.Select(Tied, Ids(5), [], 0, 0.4, ties, 1).Count(kept => kept).Should().Be(ofTied);
    }

    [Fact]
    public void Split_ties_fall_the_same_way_in_any_order()
    {
        DocumentId[] ids = Ids(5);
        bool[] reference = TopShare.Select(Tied, ids, [], 0, 0.4, TieRule.Split, 1);

        Gen.Shuffle(new[] { 0, 1, 2, 3, 4 }).Sample(order =>
            TopShare.Select(Array.ConvertAll(order, i => Tied[i]), Array.ConvertAll(order, i => ids[i]), [], 0, 0.4, TieRule.Split, 1)
                .SequenceEqual(order.Select(i => reference[i])));
    }

    [Fact]
    public void A_band_passes_over_the_best_and_a_missing_score_is_in_no_band()
    {
        double[] scores = [1, double.NaN, 2, 3, 4, 5, 6, 7, 8, 9, 10];

        bool[] middle = TopShare.Select(scores, Ids(11), [], 0.3, 0.7, TieRule.Split, 1);

        scores.Where((_, i) => middle[i]).Should().Equal(4, 5, 6, 7);
    }

    [Fact]
    public void A_share_of_tokens_counts_tokens() =>
        TopShare.Select([3, 2, 1], Ids(3), [80, 10, 10], 0, 0.8, TieRule.Split, 1).Should().Equal(true, false, false);

    /// <summary>Brute force, as DataComp's program sorts and compares.</summary>
    [Fact]
    public void DataComp_rule_equals_its_program() =>
        Gen.Select(Gen.Int[0, 12].Array[1, 60], Gen.Double[0.05, 0.95]).Sample((numbers, share) =>
        {
            double[] scores = Array.ConvertAll(numbers, number => (double)number);
            double threshold = scores.OrderDescending().ElementAt((int)(scores.Length * share));

            return TopShare.Select(scores, Ids(scores.Length), [], 0, share, TieRule.DataComp, 1).SequenceEqual(scores.Select(score => score >= threshold));
        });
}
