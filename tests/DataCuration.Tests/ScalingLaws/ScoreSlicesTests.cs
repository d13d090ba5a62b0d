using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Tests.ScalingLaws;

public sealed class ScoreSlicesTests
{
    private static readonly MixPool[] BestFirst = [new("q1", 1e6), new("q2", 2e6), new("q3", 1e6)];

    [Fact]
    public void Slices_keep_each_pools_mean_worth_and_spend_the_budget()
    {
        IReadOnlyList<PoolSlice> slices = ScoreSlices.Solve(SyntheticRuns.Law, BestFirst, 6e6);

        slices.Should().HaveCount(30);
        slices.Sum(slice => slice.Tokens).Should().BeApproximately(6e6, 1);
        foreach (PoolUtility pool in SyntheticRuns.Law.Pools)
        {
            slices.Where(slice => slice.Pool == pool.Pool).Average(slice => slice.Rate).Should().BeApproximately(pool.Rate, 1e-12);
        }
    }

    [Fact]
    public void Better_slices_of_a_pool_are_read_at_least_as_often()
    {
        // Half-lives alike, so that the order of worth is that of the score.
        QqtEffectiveData law = SyntheticRuns.Law with { Pools = [.. SyntheticRuns.Law.Pools.Select(pool => pool with { HalfLife = 4 })] };

        foreach (IGrouping<string, PoolSlice> pool in ScoreSlices.Solve(law, BestFirst, 6e6).GroupBy(slice => slice.Pool))
        {
            pool.Select(slice => slice.Rate).Should().BeInDescendingOrder();
            pool.Select(slice => slice.Epochs).Should().BeInDescendingOrder();
        }
    }

    [Fact]
    public void Reading_by_slice_is_worth_no_less_than_reading_by_pool()
    {
        IReadOnlyList<PoolSlice> slices = ScoreSlices.Solve(SyntheticRuns.Law, BestFirst, 6e6, slices: 4);
        double[] byPool = WaterFilling.Solve(SyntheticRuns.Law, [1e6, 2e6, 1e6], 6e6, double.PositiveInfinity);

        // The worth of each slice's tokens under its own rate, at the epochs of the slice and at those of its pool; half-lives within a pool hardly differ.
        double Worth(Func<PoolSlice, double> epochsOf) => slices.Sum(slice =>
        {
            int pool = Array.FindIndex(BestFirst, candidate => candidate.Name == slice.Pool);
            return slice.Rate * BestFirst[pool].UniqueTokens / 4 * EffectivePasses.Of(epochsOf(slice), SyntheticRuns.Law.Pools[pool].HalfLife);
        });

        Worth(slice => slice.Epochs).Should().BeGreaterThanOrEqualTo(0.995 * Worth(slice => byPool[Array.FindIndex(BestFirst, candidate => candidate.Name == slice.Pool)] / BestFirst.First(pool => pool.Name == slice.Pool).UniqueTokens));
    }

    [Fact]
    public void One_slice_a_pool_is_the_mix_by_pool()
    {
        IReadOnlyList<PoolSlice> slices = ScoreSlices.Solve(SyntheticRuns.Law, BestFirst, 6e6, slices: 1);

        slices.Select(slice => slice.Tokens).Should().Equal(WaterFilling.Solve(SyntheticRuns.Law, [1e6, 2e6, 1e6], 6e6, double.PositiveInfinity));
    }

    [Fact]
    public void Unknown_pool_is_refused()
    {
        Action solve = () => ScoreSlices.Solve(SyntheticRuns.Law, [new("q9", 1e6)], 1e6);

        solve.Should().Throw<ArgumentException>().WithMessage("*q9*");
    }
}
