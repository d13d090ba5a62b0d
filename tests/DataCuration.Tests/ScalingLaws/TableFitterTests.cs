using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Tests.ScalingLaws;

public sealed class TableFitterTests
{
    private static readonly TableFitOptions Few = new() { Search = new CurveFitOptions { Starts = 8 }, Resamples = 20, RefitStarts = 4 };

    [Fact]
    public void Fit_of_noiseless_runs_recovers_the_parameters_of_another_law()
    {
        TableFit fit = TableFitter.Fit("chinchilla", Chinchilla(0), Few);

        fit.Parameters.Select(parameter => parameter.Value).Should().BeEquivalentTo([1.8, 480, 2100, 0.35, 0.37], options => options.Using<double>(
            pair => pair.Subject.Should().BeApproximately(pair.Expectation, 1e-4 * pair.Expectation)).WhenTypeIs<double>());
        fit.Status.Should().Be(FitStatus.Ok);
        fit.Diagnostics.BackTest!.IsLawBest.Should().BeTrue();
    }

    [Fact]
    public void Fit_of_the_same_runs_in_another_order_gives_the_same_bytes()
    {
        Observation[] runs = Chinchilla(0.01);

        string json = TableFitter.Fit("chinchilla", runs, Few).ToJson();

        TableFitter.Fit("chinchilla", [.. runs.Reverse()], Few).ToJson().Should().Be(json);
        TableFit.Parse(json, "law.json").ToJson().Should().Be(json);
    }

    [Fact]
    public void Fit_names_the_run_it_hangs_on_and_the_direction_it_cannot_tell()
    {
        Observation[] runs = Chinchilla(0.002);
        runs[5] = runs[5] with { Value = 1.3 * runs[5].Value };

        TableFit fit = TableFitter.Fit("chinchilla", runs, Few with { Search = Few.Search with { Loss = FitLoss.SquaredLog } });

        fit.Diagnostics.Influential[0].Run.Should().Be(runs[5].Run);
        fit.Diagnostics.WeakestDirection.Should().Contain("A").And.Contain("alpha");
        fit.Diagnostics.Condition.Should().BeGreaterThan(30);
    }

    [Fact]
    public void Fit_of_pools_that_were_never_repeated_leaves_the_half_lives_open()
    {
        Observation[] runs = [.. SyntheticRuns.Observe(0.001).Where(run => run.Exposures[0].Epochs <= 1.5 || run.Exposures[0].Pool == "q1")];

        TableFit fit = TableFitter.Fit("qqt-ed", runs, Few);

        fit.Parameters.Single(parameter => parameter.Name == "halfLife[q2]").Status.Should().Be(FitStatus.NotIdentified);
        fit.SuggestedExitCode.Should().Be(fit.Status == FitStatus.Unstable ? ExitCode.Tie : ExitCode.NotIdentifiable);
    }

    [Fact]
    public void Fit_of_fewer_runs_than_parameters_is_DC4032() => CodeOf("chinchilla", Chinchilla(0)[..4]).Should().Be("DC4032");

    [Fact]
    public void Fit_without_the_model_sizes_that_a_law_needs_is_DC4033() =>
        CodeOf("chinchilla", [.. Chinchilla(0).Select(run => run with { ModelParameters = 0 })]).Should().Be("DC4033");

    [Fact]
    public void Fit_of_several_model_sizes_under_a_law_without_them_is_DC4033() => CodeOf("power+floor", Chinchilla(0)).Should().Be("DC4033");

    [Fact]
    public void Fit_of_too_many_pools_at_once_is_DC4033() => CodeOf(
        "qqt",
        [.. Enumerable.Range(0, 60).Select(i => new Observation { Run = $"r{i}", Exposures = [new PoolExposure($"p{i % 20}", 1e6, 1e6 * (1 + (i / 20)))], Value = 3 - (0.01 * i) })]).Should().Be("DC4033");

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"schemaVersion\": 1, \"law\": \"nothing\"}")]
    public void Parse_of_anything_else_is_DC4031(string json)
    {
        Action parse = () => TableFit.Parse(json, "law.json");

        parse.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC4031");
    }

    [Fact]
    public void Create_knows_every_name_of_the_catalog() =>
        LawCatalog.Names.Should().OnlyHaveUniqueItems().And.AllSatisfy(name => LawCatalog.Create(name, ["a", "b"]).Name.Should().Be(name));

    private static string CodeOf(string law, Observation[] runs)
    {
        Action fit = () => TableFitter.Fit(law, runs, Few);

        return fit.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code;
    }

    // Four model sizes at five lengths, losses of a known law times a fixed pattern.
    private static Observation[] Chinchilla(double noise) => [..
        from model in new[] { 1e8, 4e8, 1.6e9, 6.4e9 }
        from tokens in new[] { 1e9, 4e9, 1.6e10, 6.4e10, 2.56e11 }
        let value = new Chinchilla().Predict(TrainingRun.OfOnePool(tokens, tokens, model), [1.8, 480, 2100, 0.35, 0.37])
        select new Observation
        {
            Run = FormattableString.Invariant($"n{model}-d{tokens}"),
            Exposures = [new PoolExposure("all", tokens, tokens)],
            ModelParameters = model,
            Value = value * (1 + (noise * Math.Sin(model + (3 * Math.Log(tokens))))),
        }];
}
