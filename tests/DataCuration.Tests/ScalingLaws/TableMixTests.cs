using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Tests.ScalingLaws;

public sealed class TableMixTests
{
    private static readonly TableFitOptions Few = new() { Search = new CurveFitOptions { Starts = 8, FindFlat = false }, Resamples = 20, RefitStarts = 4 };

    private static readonly MixPool[] Pools = [new("q1", 1e6), new("q2", 1e6), new("q3", 2e6)];

    private static readonly TableFit EffectiveData = TableFitter.Fit("qqt-ed", SyntheticRuns.Observe(0.001), Few);

    private static readonly TableFit Paper = TableFitter.Fit("qqt", SyntheticRuns.Observe(0.001), Few);

    [Theory]
    [InlineData(3e5)]
    [InlineData(2.3e6)]
    [InlineData(3e7)]
    public void Search_finds_what_water_filling_computes(double budget)
    {
        double[] best = [.. EffectiveData.Parameters.Select(parameter => parameter.Value)];
        QqtEffectiveData law = new()
        {
            Scale = best[0],
            Irreducible = best[1],
            Exponent = best[2],
            Dilution = 0,
            Pools = [new("q1", 1, best[5]), new("q2", best[3], best[6]), new("q3", best[4], best[7])],
        };
        double exact = law.Predict([1e6, 1e6, 2e6], WaterFilling.Solve(law, [1e6, 1e6, 2e6], budget, double.PositiveInfinity));

        Mix mix = MixSolver.Solve(new TableMixProblem(EffectiveData, Pools, budget));

        mix.Loss.Should().BeApproximately(exact, 1e-6);
        mix.Pools.Sum(pool => pool.Tokens).Should().BeApproximately(budget, 1e-6 * budget);
    }

    [Fact]
    public void Paper_law_chooses_the_best_of_all_sets_seen_uniformly()
    {
        double[] sizes = [1e6, 1e6, 2e6];
        foreach (double budget in new[] { 3e5, 3e6, 3e7 })
        {
            double best = double.PositiveInfinity;
            for (int mask = 1; mask < 8; mask++)
            {
                double total = sizes.Where((_, i) => (mask & (1 << i)) != 0).Sum();
                best = Math.Min(best, Paper.Predict(new TrainingRun(sizes, [.. sizes.Select((size, i) => (mask & (1 << i)) != 0 ? budget * size / total : 0)])));
            }

            MixSolver.Solve(new TableMixProblem(Paper, Pools, budget)).Loss.Should().BeApproximately(best, 1e-12);
        }
    }

    [Fact]
    public void Solve_keeps_limits_and_is_no_worse_than_the_baselines_without_them()
    {
        MixPool[] limited = [Pools[0] with { MaxShare = 0.3 }, Pools[1], Pools[2] with { MinShare = 0.25 }];

        Mix free = MixSolver.Solve(new TableMixProblem(EffectiveData, Pools, 2e6));
        Mix mix = MixSolver.Solve(new TableMixProblem(EffectiveData, limited, 2e6));

        mix.Pools[0].Share.Should().BeLessThanOrEqualTo(0.3 + 1e-9);
        mix.Pools[2].Share.Should().BeGreaterThanOrEqualTo(0.25 - 1e-9);
        mix.Loss.Should().BeGreaterThanOrEqualTo(free.Loss);
        free.Baselines.Should().HaveCount(5).And.OnlyContain(baseline => baseline.Loss >= free.Loss - 1e-9);
    }

    [Fact]
    public void Frontier_falls_and_marks_each_change_of_the_pools()
    {
        IReadOnlyList<FrontierPoint> frontier = Frontier.Compute(new TableMixProblem(EffectiveData, Pools, 1), 1e5, 3e7, points: 9);

        frontier.Select(point => point.Mix.BudgetTokens).Should().BeInAscendingOrder();
        frontier.Select(point => point.Mix.Loss).Should().BeInDescendingOrder();
        frontier.Count(point => point.IsTransition).Should().Be(2);
    }

    [Fact]
    public void Law_that_tells_no_pools_apart_chooses_no_mix()
    {
        TableFit fit = TableFitter.Fit("power+floor", SyntheticRuns.Observe(0.001), Few);

        Action solve = () => MixSolver.Solve(new TableMixProblem(fit, Pools, 1e6));

        solve.Should().Throw<ArgumentException>().WithMessage("*does not tell pools apart*");
    }

    [Theory]
    [InlineData(0.6, 1)]
    [InlineData(0.4, 0.3)]
    [InlineData(-0.1, 1)]
    public void Limits_that_contradict_each_other_are_refused(double least, double most)
    {
        MixPool[] pools = [.. Pools.Select(pool => pool with { MinShare = least, MaxShare = most })];

        Action solve = () => MixSolver.Solve(new TableMixProblem(EffectiveData, pools, 1e6));

        solve.Should().Throw<ArgumentException>();
    }
}
