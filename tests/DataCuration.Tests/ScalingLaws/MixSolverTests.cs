using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Tests.ScalingLaws;

public sealed class MixSolverTests
{
    private static readonly LawFit Fit = LawFitter.Fit(SyntheticRuns.Observe(0.001), new FitOptions { Resamples = 60, Starts = 16 });

    private static readonly MixPool[] Pools = [new("q1", 1e6), new("q2", 1e6), new("q3", 2e6)];

    [Fact]
    public void Solve_for_a_larger_budget_filters_less_and_repeats_more()
    {
        Mix small = MixSolver.Solve(new MixProblem(Fit, Pools, 5e5));
        Mix large = MixSolver.Solve(new MixProblem(Fit, Pools, 2e7));

        small.Pools.Count(pool => pool.Tokens > 0).Should().Be(1);
        large.Pools.Count(pool => pool.Tokens > 0).Should().Be(3);
        large.Pools.Single(pool => pool.Name == "q1").Epochs.Should().BeGreaterThan(small.Pools.Single(pool => pool.Name == "q1").Epochs);
    }

    [Fact]
    public void Solve_is_no_worse_than_any_baseline()
    {
        foreach (double budget in new[] { 3e5, 1e6, 4e6, 3e7 })
        {
            Mix mix = MixSolver.Solve(new MixProblem(Fit, Pools, budget));

            mix.Baselines.Should().HaveCount(5).And.OnlyContain(baseline => baseline.Loss >= mix.Loss - 1e-12);
            mix.LossLow.Should().BeLessThanOrEqualTo(mix.Loss);
            mix.LossHigh.Should().BeGreaterThanOrEqualTo(mix.Loss);
        }
    }

    [Fact]
    public void Solve_beyond_the_probes_is_labelled_and_an_error_under_strict()
    {
        Mix mix = MixSolver.Solve(new MixProblem(Fit, Pools, 1e9));

        mix.Labels.Should().Contain(MixLabel.Extrapolated);
        mix.SuggestedExitCode(isStrict: true).Should().Be(ExitCode.Extrapolated);
        mix.SuggestedExitCode(isStrict: false).Should().NotBe(ExitCode.Extrapolated);
    }

    [Fact]
    public void Solve_with_caps_that_do_not_spend_the_budget_says_so() =>
        MixSolver.Solve(new MixProblem(Fit, Pools, 1e7, MaxEpochs: 1)).Labels.Should().Contain(MixLabel.BudgetNotUsedUp);

    [Fact]
    public void Parse_reads_what_ToJson_wrote()
    {
        Mix mix = MixSolver.Solve(new MixProblem(Fit, Pools, 3e6));

        Mix.Parse(mix.ToJson()).ToJson().Should().Be(mix.ToJson());
    }

    [Fact]
    public void Frontier_falls_with_the_budget_and_marks_where_pools_enter()
    {
        IReadOnlyList<FrontierPoint> frontier = Frontier.Compute(new MixProblem(Fit, Pools, 1), 1e5, 3e7);

        frontier.Select(point => point.Mix.BudgetTokens).Should().BeInAscendingOrder();
        frontier.Select(point => point.Mix.Loss).Should().BeInDescendingOrder();
        frontier.Count(point => point.IsTransition).Should().BeGreaterThanOrEqualTo(2);
        Frontier.ToCsv(frontier).Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(frontier.Count + 1);
    }

    [Fact]
    public void RunnerUp_is_the_best_baseline_or_the_best_mix_without_one_of_the_pools()
    {
        foreach (double budget in new[] { 3e5, 3e6, 3e7 })
        {
            Mix mix = MixSolver.Solve(new MixProblem(Fit, Pools, budget));

            RunnerUp second = mix.RunnerUp!;
            IEnumerable<double> without = mix.Pools.Where(pool => pool.Tokens > 0).Select(used => MixSolver.Solve(new MixProblem(Fit, [.. Pools.Where(pool => pool.Name != used.Name)], budget)).Loss);
            IEnumerable<double> simple = mix.Baselines.Where(baseline => !baseline.Tokens.SequenceEqual(mix.Pools.Select(pool => pool.Tokens))).Select(baseline => baseline.Loss);
            second.Loss.Should().BeApproximately(without.Concat(simple).Min(), 1e-12);
            second.Gap.Should().BeApproximately(second.Loss - mix.Loss, 1e-12).And.BeGreaterThanOrEqualTo(0);
            second.Tokens.Sum().Should().BeApproximately(budget, 1e-6 * budget);
            second.ProbabilityWorse.Should().BeInRange(0, 1);
        }
    }

    [Fact]
    public void Frontier_says_how_sure_each_transition_is()
    {
        FrontierPoint[] transitions = [.. Frontier.Compute(new MixProblem(Fit, Pools, 1), 1e5, 3e7).Where(point => point.IsTransition)];

        transitions.Should().OnlyContain(point => point.BudgetLow <= 1.05 * point.Mix.BudgetTokens && point.BudgetHigh >= 0.95 * point.Mix.BudgetTokens);
        transitions.Should().Contain(point => point.BudgetHigh > 1.02 * point.BudgetLow);
    }
}
