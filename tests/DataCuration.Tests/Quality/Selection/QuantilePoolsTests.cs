using CsCheck;
using DataCuration.Documents;
using DataCuration.Quality.Selection;

namespace DataCuration.Tests.Quality.Selection;

public sealed class QuantilePoolsTests
{
    private static DocumentId[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => DocumentId.Create("s", "f", i))];

    [Fact]
    public void Top_two_fifths_of_five_distinct_scores_are_two_documents()
    {
        PoolAssignment pools = QuantilePools.Assign([5, 4, 3, 2, 1], Ids(5), [], [0, 0.4, 1], 1);

        pools.PoolIndex.Should().Equal(0, 0, 1, 1, 1);
        pools.ScoreEdges.Should().Equal(4, 1);
    }

    [Fact]
    public void Ties_at_the_edge_are_split_the_same_way_in_any_order()
    {
        double[] scores = [10, 9, 9, 9, 1];
        DocumentId[] ids = Ids(5);
        int[] reference = QuantilePools.Assign(scores, ids, [], [0, 0.4, 1], 1).PoolIndex;

        reference.Count(pool => pool == 0).Should().Be(2);
        reference[0].Should().Be(0);
        Gen.Shuffle(new[] { 0, 1, 2, 3, 4 }).Sample(order =>
        {
            int[] shuffled = QuantilePools.Assign(
                Array.ConvertAll(order, i => scores[i]), Array.ConvertAll(order, i => ids[i]), [], [0, 0.4, 1], 1).PoolIndex;
            return shuffled.SequenceEqual(order.Select(i => reference[i]));
        });
    }

    [Fact]
    public void Another_seed_splits_ties_otherwise() =>
        Enumerable.Range(0, 20)
            .Select(seed => string.Concat(QuantilePools.Assign([9, 9, 9, 9], Ids(4), [], [0, 0.5, 1], (ulong)seed).PoolIndex))
            .Distinct().Should().HaveCountGreaterThan(3);

    [Fact]
    public void Weighted_pools_follow_the_weight_before_the_document()
    {
        // Shares of weight before each: 0, .6, .7, .9.
        PoolAssignment pools = QuantilePools.Assign([4, 3, 2, 1], Ids(4), [6, 1, 2, 1], [0, 0.5, 0.7, 1], 1);

        pools.PoolIndex.Should().Equal(0, 1, 2, 2);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Edge_that_is_a_whole_number_of_documents_is_exact(double edge) =>
        QuantilePools.Assign([.. Enumerable.Range(0, 10).Select(i => (double)i)], Ids(10), [], [0, edge, 1], 1)
            .PoolIndex.Count(pool => pool == 0).Should().Be((int)Math.Round(edge * 10));

    [Fact]
    public void NaN_is_unscored_and_takes_no_share() =>
        QuantilePools.Assign([double.NaN, 2, double.NaN, 1], Ids(4), [100, 1, 100, 1], [0, 0.5, 1], 1).PoolIndex
            .Should().Equal(QuantilePools.Unscored, 0, QuantilePools.Unscored, 1);

    [Fact]
    public void Infinite_scores_and_weights_of_zero_have_a_pool() =>
        QuantilePools.Assign([double.PositiveInfinity, 0, double.NegativeInfinity], Ids(3), [1, 0, 0], [0, 0.5, 1], 1).PoolIndex
            .Should().Equal(0, 1, 1);

    [Fact]
    public void No_documents_make_empty_pools() =>
        QuantilePools.Assign([], [], [], [0, 0.5, 1], 1).ScoreEdges.Should().Equal(double.NaN, double.NaN);

    [Fact]
    public void Pools_are_ordered_by_score_and_independent_of_order() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 60], Gen.Int[0, 4].Array[60], Gen.Int).Sample((levels, sizes, shuffleSeed) =>
        {
            double[] scores = Array.ConvertAll(levels, level => (double)level);
            double[] weights = [.. sizes.Take(scores.Length).Select(size => (double)size)];
            DocumentId[] ids = Ids(scores.Length);
            double[] edges = [0, 0.2, 0.55, 1];
            int[] pools = QuantilePools.Assign(scores, ids, weights, edges, 3).PoolIndex;

            int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(i => StableHash.Of(ids[i], (ulong)shuffleSeed))];
            int[] shuffled = QuantilePools.Assign(
                Array.ConvertAll(order, i => scores[i]), Array.ConvertAll(order, i => ids[i]), Array.ConvertAll(order, i => weights[i]), edges, 3).PoolIndex;
            bool isOrdered = Enumerable.Range(0, scores.Length).All(i => Enumerable.Range(0, scores.Length).All(j => scores[i] <= scores[j] || pools[i] <= pools[j]));
            return isOrdered && shuffled.SequenceEqual(order.Select(i => pools[i]));
        });

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(0.0, 0.5, 0.5, 1.0)]
    [InlineData(0.1, 1.0)]
    [InlineData(1.0)]
    public void Edges_that_do_not_rise_from_0_to_1_are_refused(params double[] edges) =>
        FluentActions.Invoking(() => QuantilePools.Assign([1], Ids(1), [], edges, 1)).Should().Throw<ArgumentException>().WithMessage("*rise*");

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Weight_that_is_no_amount_is_refused(double weight) =>
        FluentActions.Invoking(() => QuantilePools.Assign([1], Ids(1), [weight], [0, 1], 1)).Should().Throw<ArgumentException>().WithMessage("*weight*");
}
