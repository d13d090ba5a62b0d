using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Tests.ScalingLaws;

public sealed class LawFitterTests
{
    private static readonly FitOptions Exact = new() { UsePriors = false, Resamples = 5 };

    [Fact]
    public void Fit_of_noiseless_runs_recovers_every_parameter()
    {
        LawFit fit = LawFitter.Fit(SyntheticRuns.Observe(0), Exact);

        fit.Best.Irreducible.Should().BeApproximately(SyntheticRuns.Law.Irreducible, 1e-4);
        fit.Best.Scale.Should().BeApproximately(SyntheticRuns.Law.Scale, 1e-4);
        fit.Best.Exponent.Should().BeApproximately(SyntheticRuns.Law.Exponent, 1e-4);
        for (int pool = 0; pool < 3; pool++)
        {
            fit.Best.Pools[pool].Rate.Should().BeApproximately(SyntheticRuns.Law.Pools[pool].Rate, 1e-4);
            fit.Best.Pools[pool].HalfLife.Should().BeApproximately(SyntheticRuns.Law.Pools[pool].HalfLife, 1e-2);
        }

        fit.RootMeanSquareLogResidual.Should().BeLessThan(1e-6);
    }

    [Fact]
    public void Fit_of_noisy_runs_covers_the_true_rates_with_its_intervals()
    {
        // 90 % intervals of 2 rates in 12 repetitions: 24 chances; fewer than 15 hits would have a probability below 1e-4 at true coverage.
        int covered = 0;
        for (ulong seed = 1; seed <= 12; seed++)
        {
            LawFit fit = LawFitter.Fit(SyntheticRuns.Observe(0.003, seed), new FitOptions { Resamples = 100, Starts = 8, Profiles = false });
            foreach (PoolUtility truth in SyntheticRuns.Law.Pools.Skip(1))
            {
                FittedParameter rate = fit.Parameters.Single(parameter => parameter.Name == $"rate[{truth.Pool}]");
                covered += rate.Low <= truth.Rate && truth.Rate <= rate.High ? 1 : 0;
            }
        }

        covered.Should().BeGreaterThanOrEqualTo(15);
    }

    [Fact]
    public void Fit_of_the_same_runs_in_another_order_gives_the_same_bytes()
    {
        Observation[] runs = SyntheticRuns.Observe(0.005);
        FitOptions options = new() { Resamples = 20, Starts = 8 };

        string json = LawFitter.Fit(runs, options).ToJson();

        LawFitter.Fit(runs.Reverse().ToArray(), options).ToJson().Should().Be(json);
    }

    [Fact]
    public void Parse_reads_what_ToJson_wrote()
    {
        LawFit fit = LawFitter.Fit(SyntheticRuns.Observe(0.005), new FitOptions { Resamples = 5, Starts = 8 });

        LawFit.Parse(fit.ToJson(), "law.json").ToJson().Should().Be(fit.ToJson());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"schemaVersion\": 9}")]
    public void Parse_of_anything_else_is_DC4031(string json)
    {
        Action parse = () => LawFit.Parse(json, "law.json");

        parse.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC4031");
    }

    [Fact]
    public void Fit_of_a_pool_that_was_never_repeated_marks_its_half_life_as_not_identified()
    {
        Observation[] runs = SyntheticRuns.Observe(0.002).Where(run => run.Exposures[0].Pool != "q3" || run.Exposures[0].Epochs <= 1.5).ToArray();

        LawFit fit = LawFitter.Fit(runs, new FitOptions { Resamples = 20, Starts = 16 });

        fit.Parameters.Single(parameter => parameter.Name == "halfLife[q3]").Status.Should().Be(FitStatus.NotIdentified);
        fit.Parameters.Single(parameter => parameter.Name == "halfLife[q1]").Status.Should().NotBe(FitStatus.NotIdentified);
    }

    [Fact]
    public void Fit_of_too_few_runs_is_DC4032()
    {
        Action fit = () => LawFitter.Fit(SyntheticRuns.Observe(0).Where(run => run.Exposures[0].Epochs <= 1).ToArray(), new FitOptions());

        fit.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC4032");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Evaluate_gives_the_derivatives_of_the_residuals(bool withMixtures)
    {
        QqtModel model = new(withMixtures ? SyntheticRuns.ObserveMixtures(0.7, 0.01) : SyntheticRuns.Observe(0.01), ["q1", "q2", "q3"], new FitOptions());
        double[] theta = [0.4, 0.2, -1.1, 0.1, -0.4, 1.5, 2.1, 0.6, .. withMixtures ? [0.5] : Array.Empty<double>()];
        theta.Should().HaveCount(model.ParameterCount);
        double[] residuals = new double[model.ResidualCount];
        double[] jacobian = new double[model.ResidualCount * model.ParameterCount];
        model.Evaluate(theta, residuals, jacobian);

        for (int p = 0; p < model.ParameterCount; p++)
        {
            double[] up = [.. theta];
            double[] down = [.. theta];
            up[p] += 1e-6;
            down[p] -= 1e-6;
            double[] above = new double[model.ResidualCount];
            double[] below = new double[model.ResidualCount];
            model.Evaluate(up, above, []);
            model.Evaluate(down, below, []);
            for (int n = 0; n < residuals.Length; n++)
            {
                jacobian[(n * model.ParameterCount) + p].Should().BeApproximately((above[n] - below[n]) / 2e-6, 1e-6);
            }
        }
    }

    [Fact]
    public void Fit_predicts_the_held_out_longest_runs_better_than_assuming_no_change()
    {
        BackTest test = LawFitter.Fit(SyntheticRuns.Observe(0.002), new FitOptions { Resamples = 5, Starts = 16, Profiles = false }).BackTest!;

        test.Runs.Should().HaveCount(3);
        test.LogError.Should().BeLessThan(test.BaselineLogError);
    }

    [Fact]
    public void Fit_says_what_can_be_held_against_it()
    {
        Observation[] runs = SyntheticRuns.Observe(0.002);
        int off = Array.FindIndex(runs, run => run.Run == "q2-e4");
        runs[off] = runs[off] with { Value = 1.1 * runs[off].Value };

        LawFit fit = LawFitter.Fit(runs, new FitOptions { Resamples = 20, Starts = 16 });

        fit.Status.Should().Be(FitStatus.Ok);
        fit.Diagnostics!.AlikeStarts.Should().BeGreaterThanOrEqualTo(8);
        fit.Diagnostics.Influential.Should().HaveCount(5);
        fit.Diagnostics.WeakestDirection.Should().Contain("irreducible").And.Contain("scale");
        fit.Diagnostics.Windows.Should().NotBeEmpty().And.OnlyContain(window => window.Parameter.StartsWith("halfLife", StringComparison.Ordinal) && window.Factor >= 1);
        fit.Diagnostics.BackTest!.IsLawBest.Should().BeTrue();
        fit.Parameters.Where(parameter => parameter.Status != FitStatus.Fixed).Should().OnlyContain(parameter => parameter.ProfileLow <= parameter.Value && parameter.Value <= parameter.ProfileHigh);
    }

    [Fact]
    public void Fit_recovers_the_dilution_of_repetition_from_mixtures()
    {
        LawFit fit = LawFitter.Fit(SyntheticRuns.ObserveMixtures(0.7, 0), Exact);

        fit.Best.Dilution.Should().BeApproximately(0.7, 1e-6);
        fit.Best.Pools.Select(pool => pool.HalfLife).Should().BeEquivalentTo(SyntheticRuns.Law.Pools.Select(pool => pool.HalfLife), options => options.Using<double>(number => number.Subject.Should().BeApproximately(number.Expectation, 1e-5)).WhenTypeIs<double>());
    }

    [Fact]
    public void Dilution_has_an_interval_where_mixtures_were_measured()
    {
        LawFit fit = LawFitter.Fit(SyntheticRuns.ObserveMixtures(0.4, 0.002), new FitOptions { Resamples = 60, Starts = 16 });

        FittedParameter dilution = fit.Parameters.Single(parameter => parameter.Name == "dilution");
        dilution.Status.Should().Be(FitStatus.Ok);
        dilution.Low.Should().BeLessThan(0.4);
        dilution.High.Should().BeGreaterThan(0.4).And.BeLessThan(0.8);
        dilution.ProfileLow.Should().BeLessThan(0.4);
        dilution.ProfileHigh.Should().BeGreaterThan(0.4);
    }

    [Fact]
    public void Dilution_is_0_and_fixed_where_no_mixture_repeats_a_pool()
    {
        Observation[] runs = [.. SyntheticRuns.ObserveMixtures(0.7, 0.001).Where(run => run.Exposures.Count == 1 || run.Exposures[0].Epochs <= 1)];

        FittedParameter dilution = LawFitter.Fit(runs, new FitOptions { Resamples = 5, Starts = 8, Profiles = false }).Parameters.Single(parameter => parameter.Name == "dilution");

        dilution.Value.Should().Be(0);
        dilution.Status.Should().Be(FitStatus.Fixed);
    }

    [Fact]
    public void Profile_of_a_half_life_that_nothing_measured_is_open_above()
    {
        Observation[] runs = SyntheticRuns.Observe(0.001).Where(run => run.Exposures[0].Pool != "q3" || run.Exposures[0].Epochs <= 1).ToArray();

        LawFit fit = LawFitter.Fit([.. runs, runs.Last() with { Run = "again" }], new FitOptions { Resamples = 5, Starts = 8, UsePriors = false });

        fit.Parameters.Single(parameter => parameter.Name == "halfLife[q3]").ProfileHigh.Should().Be(double.PositiveInfinity);
        fit.Parameters.Single(parameter => parameter.Name == "halfLife[q1]").ProfileHigh.Should().BeLessThan(20);
    }

    // The losses of a small probe run: the irreducible loss is near 0, in a long flat valley, where only one start in 64 used to arrive.
    [Fact]
    public void All_starts_agree_in_the_valley_of_a_small_probe_run()
    {
        double[][] losses =
        [
            [3.2152884488916267, 3.0588675982262736, 2.9530107087498756, 2.8900406424885396, 2.9041521550144744],
            [3.2140976086455004, 3.0707350126256117, 2.935112288576151, 2.866748689441643, 2.864121600389551],
            [3.234997355807766, 3.107652119412806, 2.9987756426896297, 2.8548977585153104, 2.7629626611876024],
            [3.37080978746536, 3.209232194214433, 3.077671136993009, 3.005618082500085, 3.0078484058638915],
        ];
        double[] epochs = [0.5, 1, 2, 4, 8];
        Observation[] runs = [.. losses.SelectMany((pool, i) => pool.Select((loss, e) => new Observation
        {
            Run = FormattableString.Invariant($"q{i + 1}-e{epochs[e]}"),
            Exposures = [new PoolExposure($"q{i + 1}", 119808, epochs[e] * 119808)],
            Value = loss,
        }))];

        LawFit fit = LawFitter.Fit(runs, new FitOptions { Resamples = 5, Profiles = false });

        fit.AgreeingStarts.Should().BeGreaterThanOrEqualTo(60);
        fit.Parameters[0].Status.Should().Be(FitStatus.Bound);
    }
}
