using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Mixing;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Tests;

/// <summary>Fits to the CLIP pools: parity with the authors' grid, and the joint fits.</summary>
public sealed class ClipFitTests
{
    private static readonly CurveFitOptions LeastSquares = new() { Loss = FitLoss.Squared, Starts = 16, FindFlat = false };

    [Theory]
    [InlineData("clipbucket_top10p", -0.130, 4.00, 0.00219)]
    [InlineData("clipbucket_10p_to_20p", -0.150, 3.36, 0.00220)]
    [InlineData("clipbucket_20p_to_30p", -0.130, 3.82, 0.00259)]
    [InlineData("clipbucket_30p_to_40p", -0.120, 2.36, 0.00313)]
    [InlineData("clipbucket_40p_to_50p", -0.105, 1.64, 0.00287)]
    [InlineData("clipbucket_50p_to_60p", -0.095, 1.18, 0.00200)]
    [InlineData("no_filter_10ep", -0.100, 2.18, 0.00262)]
    public void Exhaustive_grid_gives_the_authors_values_and_the_search_does_no_worse(string pool, double exponent, double halfLife, double rootMeanSquare)
    {
        Measurement[] points = ClipPools.FivePoints(pool);
        Qqt law = new([pool], QqtForm.AuthorsCode);
        (double B, double Tau, double Sum) best = (0, 0, double.PositiveInfinity);
        for (int i = 0; i < 100; i++)
        {
            for (int j = 0; j < 100; j++)
            {
                (double b, double tau) = (-0.005 - (0.495 * i / 99), 1 + (9.0 * j / 99));
                double sum = points.Sum(point => Math.Pow(point.Loss - law.Predict(point.Run, [1e5 / 0.021, 0.1, b, tau]), 2));
                best = sum < best.Sum ? (b, tau, sum) : best;
            }
        }

        best.B.Should().BeApproximately(exponent, 5e-4);
        best.Tau.Should().BeApproximately(halfLife, 0.006);
        Math.Sqrt(best.Sum / points.Length).Should().BeApproximately(rootMeanSquare, 6e-6);
        CurveFit fit = CurveFitter.Fit(law, points, LeastSquares with { Fixed = new Dictionary<string, double> { ["n0"] = 1e5 / 0.021, ["d"] = 0.1 } });
        (2 * fit.Objective).Should().BeLessThanOrEqualTo(best.Sum * (1 + 1e-9));
    }

    [Fact]
    public void Joint_fit_of_four_pools_at_five_points_reaches_the_reference()
    {
        Measurement[] points = ClipPools.FivePoints(ClipPools.FirstFour);

        points.Should().HaveCount(19);
        CurveFitter.Fit(new Qqt(ClipPools.FirstFour), points, LeastSquares).RootMeanSquare.Should().BeLessThanOrEqualTo(0.00230);
    }

    [Fact]
    public void Joint_fits_of_four_pools_from_25_million_samples_reach_the_references()
    {
        Measurement[] points = ClipPools.From25Million(ClipPools.FirstFour);

        points.Should().HaveCount(66);
        CurveFitter.Fit(new Qqt(ClipPools.FirstFour), points, LeastSquares).RootMeanSquare.Should().BeLessThanOrEqualTo(0.00300);
        CurveFitter.Fit(new QqtEd(ClipPools.FirstFour), points, LeastSquares).RootMeanSquare.Should().BeLessThanOrEqualTo(0.00294);
    }

    [Fact]
    public void Joint_fit_of_all_pools_reaches_the_reference()
    {
        Measurement[] points = ClipPools.FivePoints(ClipPools.All);

        points.Should().HaveCount(53);
        CurveFitter.Fit(new Qqt(ClipPools.All), points, LeastSquares with { Starts = 8 }).RootMeanSquare.Should().BeLessThanOrEqualTo(0.00340);
    }

    [Theory]
    [InlineData("qqt-ed", 0.90, 1.20)]
    [InlineData("qqt-data", 0.85, 1.45)]
    [InlineData("qqt", 0.95, 1.95)]
    public void Mixtures_that_no_fit_saw_are_predicted_from_single_pools(string name, double upTo128, double all)
    {
        // A regression test: law, window and kappa were once chosen looking at these points.
        LossLaw law = name switch
        {
            "qqt-ed" => new QqtEd(ClipPools.FirstFour, dilution: 1),
            "qqt-data" => new QqtData(ClipPools.FirstFour),
            _ => new Qqt(ClipPools.FirstFour),
        };
        CurveFit fit = CurveFitter.Fit(law, ClipPools.From25Million(ClipPools.FirstFour), LeastSquares);
        (double Budget, double Miss)[] misses = [.. Table.Read("clip_pareto_truth.csv")
            .Where(row => row["retained"] != "10%")
            .Select(row => (row.Number("budget_millions"), row.Number("imagenet_zeroshot_acc_percent") - (100 * (1 - Predict(row)))))];

        misses.Should().HaveCount(6);
        Rms(misses.Where(miss => miss.Budget <= 128)).Should().BeLessThanOrEqualTo(upTo128);
        Rms(misses).Should().BeLessThanOrEqualTo(all);

        double Predict(IReadOnlyDictionary<string, string> row)
        {
            int pools = row["retained"] == "30%" ? 3 : 4;
            double each = row.Number("budget_millions") * 1e6 / pools;
            return fit.Predict(new TrainingRun([.. Enumerable.Range(0, 4).Select(pool => pool < pools ? 12.8e6 : 0)], [.. Enumerable.Range(0, 4).Select(pool => pool < pools ? each : 0)]));
        }

        static double Rms(IEnumerable<(double Budget, double Miss)> misses) => Math.Sqrt(misses.Average(miss => miss.Miss * miss.Miss));
    }

    [Fact]
    public void Half_lives_of_one_long_run_are_found_out_by_shorter_windows()
    {
        Measurement[] points = ClipPools.From25Million(ClipPools.FirstFour);
        CurveFitOptions fixedFloor = LeastSquares with { Starts = 8, Fixed = new Dictionary<string, double> { ["d"] = 0.1 } };
        Qqt law = new(ClipPools.FirstFour);
        CurveFit fit = CurveFitter.Fit(law, points, fixedFloor);

        IReadOnlyList<double> factors = WindowSensitivity.Factors(fit, points, fixedFloor);

        factors.Zip(law.Parameters).Where(item => item.Second.Name.StartsWith("halfLife", StringComparison.Ordinal)).Max(item => item.First).Should().BeGreaterThan(WindowSensitivity.MaxFactor);
    }

    [Fact]
    public void Mix_of_a_single_pool_at_640_million_samples_is_labelled_as_a_guess()
    {
        Observation[] runs = ClipPools.Observations(ClipPools.FirstFour);
        TableFit fit = TableFitter.Fit("qqt", runs, new TableFitOptions { Search = LeastSquares, Resamples = 20, Profiles = false });

        Mix mix = MixSolver.Solve(new TableMixProblem(fit, [new MixPool("clipbucket_10p_to_20p", 12.8e6)], 640e6));

        // 50 epochs where the runs went to 10, and half-lives that shorter windows move by more than a factor of three.
        fit.SuggestedExitCode.Should().Be(ExitCode.NotIdentifiable);
        fit.Diagnostics.Windows.Max(window => window.Factor).Should().BeGreaterThan(WindowSensitivity.MaxFactor);
        fit.Diagnostics.Influential.Select(influence => influence.Run).Should().OnlyContain(series => ClipPools.FirstFour.Contains(series), "the checkpoints of a run are left out together");
        mix.Labels.Should().Contain(MixLabel.Extrapolated).And.Contain(MixLabel.HalfLifeNotIdentified);
    }
}
