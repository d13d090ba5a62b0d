using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Numbers;

namespace DataCuration.ScalingLaws.Tests;

/// <summary>Every law finds the parameters that its own noiseless values were made with, and its gradient is that of its values.</summary>
public sealed class SyntheticRecoveryTests
{
    private static readonly string[] Pools = ["a", "b", "c"];

    private static readonly Dictionary<string, (LossLaw Law, double[] Truth, TrainingRun[] Runs)> Cases = new()
    {
        ["power+floor"] = (new PowerWithFloor(), [1.7, 400, 0.3], [.. Grid([1e6, 3e6, 1e7, 3e7, 1e8, 3e8, 1e9], [1e9])]),
        ["chinchilla"] = (new Chinchilla(), [1.8, 480, 2100, 0.35, 0.37], [.. Grid([1e9, 4e9, 2e10, 1e11], [1e8, 4e8, 2e9, 1e10])]),
        ["overtrain"] = (new Overtrain(), [1.8, 210, 370, 0.136], [.. Grid([1e9, 4e9, 2e10, 1e11], [1e7, 4e7, 2e8, 1e9])]),
        ["half-life"] = (new HalfLifeData(), [1.8, 480, 2100, 0.35, 0.37, 6], [.. Grid([1e9, 4e9, 2e10, 1e11], [1e8, 4e8, 2e9, 1e10], 2e9)]),
        ["overfit-penalty"] = (new OverfitPenalty(), [1.8, 480, 2100, 0.35, 0.37, 0.02, 0.4, 0.7], [.. Grid([1e9, 4e9, 2e10, 1e11], [1e8, 4e8, 2e9, 1e10], 8e8)]),
        ["qqt"] = (new Qqt(Pools), [4e6, 0.1, -0.16, -0.12, -0.09, 6.7, 8.5, 2.3], [.. PoolRuns()]),
        ["qqt-data"] = (new QqtData(Pools), [4e6, 0.1, -0.16, -0.12, -0.09, 4, 4.4, 1.5], [.. PoolRuns()]),
        ["qqt-ed"] = (new QqtEd(Pools), [1.4, 0.3, 0.2, 0.8, 0.6, 4, 6, 2], [.. PoolRuns()]),
        ["effective-mix"] = (new EffectiveMix(Pools), [1.5, 1.2, 0.4, 0.5, 2], [.. Shares()]),
        ["loglinear"] = (new LogLinear(Pools), [1.5, 1.2, -0.8, 0.6], [.. Shares()]),
        ["loss-to-error"] = (new LossToError(), [0.86, 2.2, 0.71], [.. Grid([2.2, 2.5, 3, 3.5, 4, 5], [1])]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Noiseless_runs_give_the_parameters_back(string name)
    {
        (LossLaw law, double[] truth, TrainingRun[] runs) = Cases[name];
        Measurement[] measurements = [.. runs.Select(run => new Measurement(run, law.Predict(run, truth)))];

        CurveFit fit = CurveFitter.Fit(law, measurements, new CurveFitOptions { Loss = FitLoss.SquaredLog, Starts = 16, FindFlat = false });

        for (int i = 0; i < truth.Length; i++)
        {
            fit.Parameters[i].Should().BeApproximately(truth[i], 1e-6 * Math.Max(1, Math.Abs(truth[i])), law.Parameters[i].Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_that_of_the_values(string name)
    {
        (LossLaw law, double[] truth, TrainingRun[] runs) = Cases[name];
        Dual[] duals = [.. truth.Select((value, index) => Dual.Parameter(value, index, truth.Length))];
        foreach (TrainingRun run in runs)
        {
            Dual loss = law.Evaluate<Dual>(run, duals);
            loss.Value.Should().BeApproximately(law.Predict(run, truth), 1e-14 * loss.Value);
            for (int i = 0; i < truth.Length; i++)
            {
                double step = 1e-5 * Math.Abs(truth[i]);
                double[] above = [.. truth];
                double[] below = [.. truth];
                above[i] += step;
                below[i] -= step;
                double slope = (law.Predict(run, above) - law.Predict(run, below)) / (2 * step);
                loss[i].Should().BeApproximately(slope, 1e-6 * (Math.Abs(slope) + (1e-3 / Math.Abs(truth[i]))), $"{law.Parameters[i].Name} at {run}");
            }
        }
    }

    [Theory]
    [InlineData(1e8, 2e9, 2.578783e-3, 118552)]
    [InlineData(1e9, 1e11, 1.663214e-3, 1106246)]
    public void Step_law_has_the_published_values(double model, double tokens, double rate, double batch)
    {
        StepLaw.LearningRate(model, tokens).Should().BeApproximately(rate, 1e-6 * rate);
        StepLaw.BatchTokens(tokens).Should().BeApproximately(batch, 1e-6 * batch * 5);
    }

    [Fact]
    public void Interpolation_goes_through_both_points_and_straight_in_the_logarithm()
    {
        LogInterpolation.Predict(1e6, 1e6, 3, 1e8, 2).Should().BeApproximately(3, 1e-12);
        LogInterpolation.Predict(1e8, 1e6, 3, 1e8, 2).Should().BeApproximately(2, 1e-12);
        LogInterpolation.Predict(1e7, 1e6, 3, 1e8, 2).Should().BeApproximately(2.5, 1e-12);
    }

    private static IEnumerable<TrainingRun> Grid(double[] tokens, double[] models, double unique = double.PositiveInfinity) =>
        from data in tokens from model in models select TrainingRun.OfOnePool(data, double.IsInfinity(unique) ? data : unique, model);

    // The design that determines half-lives: ten repetition levels of each pool.
    private static IEnumerable<TrainingRun> PoolRuns() =>
        from pool in Enumerable.Range(0, 3)
        from epochs in new[] { 0.5, 1, 1.5, 2, 3, 4, 6, 10, 14, 20 }
        select new TrainingRun([.. Enumerable.Range(0, 3).Select(i => i == pool ? 12.8e6 : 0)], [.. Enumerable.Range(0, 3).Select(i => i == pool ? 12.8e6 * epochs : 0)]);

    private static IEnumerable<TrainingRun> Shares() =>
        from first in new[] { 0.1, 0.3, 0.5, 0.7 }
        from second in new[] { 0.05, 0.15, 0.25 }
        select new TrainingRun([1, 1, 1], [first, second, 1 - first - second]);
}
