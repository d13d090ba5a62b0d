using DataCuration.Pipelines.Differences;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;
using DataCuration.Tests.ScalingLaws;

namespace DataCuration.Tests.Pipelines.Differences;

public sealed class ResultDiffTests
{
    private static readonly LawFit Fit = LawFitter.Fit(SyntheticRuns.Observe(0.001), new FitOptions { Resamples = 5, Starts = 8, Profiles = false });

    private static readonly MixPool[] Pools = [new("q1", 1e6), new("q2", 1e6), new("q3", 2e6)];

    [Fact]
    public void Law_that_moved_within_both_intervals_is_told_from_one_that_did_not()
    {
        FittedParameter first = Fit.Parameters[0];
        LawFit near = With(first with { Value = first.Value * 1.001, Low = first.Value * 0.9, High = first.Value * 1.1 });
        LawFit far = With(first with { Value = first.Value * 3, Low = first.Value * 2.9, High = first.Value * 3.1 });
        LawFit wide = Fit with { Parameters = [first with { Low = first.Value * 0.5, High = first.Value * 2 }, .. Fit.Parameters.Skip(1)] };

        ResultDiff.Law(Fit, Fit)!.IsEqual.Should().BeTrue();
        WorkDiffReport.LawChange moved = ResultDiff.Law(wide, near)!;
        moved.IsEqual.Should().BeFalse();
        moved.Parameters.Single(parameter => parameter.Name == first.Name).IsWithinIntervals.Should().BeTrue();
        ResultDiff.Law(wide, far)!.Parameters.Single(parameter => parameter.Name == first.Name).IsWithinIntervals.Should().BeFalse();
        moved.Parameters.Where(parameter => parameter.Before != parameter.After).Should().ContainSingle();
    }

    [Fact]
    public void Law_on_one_side_only_differs_and_none_on_both_is_none()
    {
        ResultDiff.Law(null, null).Should().BeNull();
        WorkDiffReport.LawChange added = ResultDiff.Law(null, Fit)!;
        added.IsEqual.Should().BeFalse();
        added.Parameters.Should().HaveCount(Fit.Parameters.Count).And.OnlyContain(parameter => parameter.Before == null && parameter.After != null && !parameter.IsWithinIntervals);
    }

    [Fact]
    public void Mix_shows_loss_and_epochs_of_both_budgets()
    {
        Mix small = MixSolver.Solve(new MixProblem(Fit, Pools, 5e5));
        Mix large = MixSolver.Solve(new MixProblem(Fit, Pools, 2e7));

        WorkDiffReport.MixChange change = ResultDiff.Mix(small, large)!;

        change.IsEqual.Should().BeFalse();
        change.Before!.Loss.Value.Should().Be(small.Loss);
        change.After!.Loss.Value.Should().Be(large.Loss);
        change.After.Epochs["q1"].Should().Be(large.Pools.Single(pool => pool.Name == "q1").Epochs);
        ResultDiff.Mix(small, Mix.Parse(small.ToJson()))!.IsEqual.Should().BeTrue();
        ResultDiff.Mix(null, null).Should().BeNull();
        ResultDiff.Mix(small, null)!.IsEqual.Should().BeFalse();
    }

    private static LawFit With(FittedParameter parameter) => Fit with { Parameters = [parameter, .. Fit.Parameters.Skip(1)] };
}
