using DataCuration.LawCampaign;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Numbers;

namespace DataCuration.ScalingLaws.Tests;

/// <summary>Every law finds the parameters that its own noiseless values were made with, and its gradient is that of its values.</summary>
public sealed class SyntheticRecoveryTests
{
    private static readonly Dictionary<string, Case> Cases = Case.All.ToDictionary(design => design.Law.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    // The whole campaign, 200 seeds of every law, is tools/LawCampaign; its result is in docs/laws.md.
    [Theory]
    [InlineData("qqt", 4)]
    [InlineData("qqt-ed", 3)]
    [InlineData("power+floor", 8)]
    [InlineData("chinchilla", 6)]
    [InlineData("loglinear", 6)]
    public void Intervals_of_noisy_runs_hold_the_truth_about_as_often_as_they_promise(string name, int seeds)
    {
        Coverage[] parameters = Campaign.Run(Cases[name], seeds, 0.002, resamples: 60);

        parameters.Average(parameter => parameter.ByResampling).Should().BeInRange(0.7, 1);
        parameters.Average(parameter => parameter.ByProfile).Should().BeInRange(0.7, 1);
    }

    [Fact]
    public void Noisy_runs_at_ten_levels_of_repetition_give_half_lives_within_three_standard_deviations()
    {
        // Standard deviations over seeds of the reference for this design.
        Dictionary<string, double> deviations = new() { ["halfLife[a]"] = 0.36, ["halfLife[b]"] = 0.45, ["halfLife[c]"] = 0.26, ["halfLife[d]"] = 0.11 };
        Case design = Cases["qqt"];
        int within = 0;
        for (int seed = 0; seed < 10; seed++)
        {
            CurveFit fit = CurveFitter.Fit(design.Law, Campaign.Measure(design, 0.002, seed), new CurveFitOptions { Loss = FitLoss.Squared, Starts = 4, FindFlat = false });
            within += deviations.Count(parameter => Math.Abs(fit[parameter.Key] - Truth(parameter.Key)) <= 3 * parameter.Value);
        }

        within.Should().BeGreaterThanOrEqualTo(38);

        double Truth(string parameter) => design.Truth[design.Law.Parameters.Select((candidate, i) => (candidate.Name, i)).First(item => item.Name == parameter).i];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Noiseless_runs_give_the_parameters_back(string name)
    {
        (LossLaw law, double[] truth, TrainingRun[] runs, _) = Cases[name];
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
        (LossLaw law, double[] truth, TrainingRun[] runs, _) = Cases[name];
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
}
