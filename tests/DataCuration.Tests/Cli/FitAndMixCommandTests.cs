using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class FitAndMixCommandTests(FitAndMixCommandTests.Law law) : IClassFixture<FitAndMixCommandTests.Law>
{
    [Fact]
    public void Fit_prints_every_parameter_with_its_interval_and_writes_the_law()
    {
        law.Fit.ExitCode.Should().BeOneOf(0, 3);
        law.Fit.Output.Should().Contain("halfLife").And.Contain("rms log residual").And.MatchRegex(@"\[[\d.]+, [\d.]+\]");
        LawFit.Parse(File.ReadAllText(law.LawPath), law.LawPath).Best.Exponent.Should().BeApproximately(0.3, 0.05);
    }

    [Fact]
    public async Task Fit_of_a_bad_table_names_line_and_column()
    {
        string table = law.Folder.Write("bad.csv", "run,pool,unique_tokens,tokens,value\na,q1,1000,-5,3.2\n");

        CurateRun run = await CurateRun.Of("fit", table);

        run.ExitCode.Should().Be(65);
        run.Error.Should().Contain("bad.csv(2,11): error DC4030");
    }

    [Fact]
    public async Task Fit_is_tested_on_mixtures_that_it_does_not_see()
    {
        string holdOuts = law.Folder.Write("holdouts.csv", "run,pool,unique_tokens,tokens,value\nmix-1,q1,100000,100000,2.9\nmix-1,q2,100000,100000,2.9\n");
        string output = Path.Combine(law.Folder.Path, "tested.json");

        CurateRun run = await CurateRun.Of("fit", law.TablePath, "--hold-outs", holdOuts, "--out", output);

        run.Output.Should().Contain("held out: mix-1: predicted").And.Contain("mixes follow the");
        LawFit fit = LawFit.Parse(await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken), output);
        fit.HoldOutTest!.Points.Should().ContainSingle().Which.Measured.Should().Be(2.9);
        fit.Best.Should().BeEquivalentTo(LawFit.Parse(await File.ReadAllTextAsync(law.LawPath, TestContext.Current.CancellationToken), law.LawPath).Best);
    }

    [Theory]
    [InlineData("run,pool,unique_tokens,tokens,value\nmix-1,q9,1e5,1e5,2.9\n", "qqt-ed", "DC4030", 65)]
    [InlineData("run,pool,unique_tokens,tokens,value\nmix-1,q1,1e5,1e5,2.9\n", "qqt", "DC2053", 2)]
    public async Task Hold_outs_that_cannot_be_tested_are_refused(string holdOuts, string name, string code, int exitCode)
    {
        CurateRun run = await CurateRun.Of("fit", law.TablePath, "--law", name, "--hold-outs", law.Folder.Write("holdouts-bad.csv", holdOuts));

        run.ExitCode.Should().Be(exitCode);
        run.Error.Should().Contain(code);
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("mix", "--budget", "1e17")]
    public async Task Missing_file_is_DC2055(string verb, params string[] more)
    {
        CurateRun run = await CurateRun.Of([verb, "/nowhere/file", .. more]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("/nowhere/file: error DC2055");
    }

    [Fact]
    public async Task Mix_spends_the_budget_over_the_pools_and_names_the_baselines()
    {
        string output = Path.Combine(law.Folder.Path, "mix.json");

        CurateRun run = await CurateRun.Of("mix", law.LawPath, "--budget", "1e12", "--out", output);

        run.Output.Should().Contain("1E+12 FLOPs").And.Contain("q1").And.Contain("q2").And.Contain("against proportional");
        JsonNode mix = JsonNode.Parse(await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken))!;
        double spent = mix["pools"]!.AsArray().Sum(pool => pool!["tokens"]!.GetValue<double>());
        spent.Should().BeApproximately(mix["budgetTokens"]!.GetValue<double>(), 1);
        mix["budgetTokens"]!.GetValue<double>().Should().BeApproximately(Math.Sqrt(1e12 * 20 / 6), 1);
    }

    [Fact]
    public async Task Another_law_is_fitted_to_a_table_with_other_headers_and_chooses_a_mix()
    {
        string table = law.Folder.Write("other.csv", (await File.ReadAllTextAsync(law.TablePath, TestContext.Current.CancellationToken)).Replace("tokens,value", "seen,loss", StringComparison.Ordinal));
        string output = Path.Combine(law.Folder.Path, "qqt.json");

        CurateRun fit = await CurateRun.Of("fit", table, "--law", "qqt", "--column", "tokens=seen", "--column", "value=loss", "--starts", "8", "--out", output);
        CurateRun mix = await CurateRun.Of("mix", output, "--budget", "1e12", "--json");

        fit.ExitCode.Should().BeOneOf(0, 3, 4);
        fit.Output.Should().Contain("halfLife[q1]").And.Contain("starts agree").And.Contain("least determined").And.Contain("held out");
        mix.Json[0]!["pools"]!.AsArray().Should().HaveCount(2);
    }

    [Fact]
    public async Task Mix_of_a_law_that_tells_no_pools_apart_is_DC4034()
    {
        string output = Path.Combine(law.Folder.Path, "power.json");
        await CurateRun.Of("fit", law.TablePath, "--law", "power+floor", "--starts", "4", "--out", output);

        CurateRun mix = await CurateRun.Of("mix", output, "--budget", "1e12");

        mix.ExitCode.Should().Be(2);
        mix.Error.Should().Contain("error DC4034");
    }

    [Fact]
    public async Task Mix_keeps_shares_and_pays_for_what_a_pool_and_the_probes_cost()
    {
        CurateRun run = await CurateRun.Of(
            "mix", law.LawPath, "--budget", "1e12", "--spent", "1e11", "--pool-share", "q2=0.3..0.6", "--pool-cost", "q1=3e6", "--pool-max-epochs", "q2=40", "--json");

        JsonNode mix = run.Json[0]!;
        double budget = mix["budgetTokens"]!.GetValue<double>();
        budget.Should().BeApproximately(Math.Sqrt(9e11 * 20 / 6), 1);
        mix["pools"]![1]!["tokens"]!.GetValue<double>().Should().BeGreaterThanOrEqualTo(0.3 * budget * (1 - 1e-9));
        double prepared = mix["pools"]![0]!["preparedTokens"]!.GetValue<double>();
        double spent = mix["pools"]!.AsArray().Sum(pool => pool!["tokens"]!.GetValue<double>()) + (prepared * 3e6 / (6 * budget / 20));
        spent.Should().BeApproximately(budget, 1e-6 * budget);
    }

    [Fact]
    public async Task Mix_with_json_is_an_array_with_one_mix_a_budget()
    {
        CurateRun run = await CurateRun.Of("mix", law.LawPath, "--budget", "1e12", "--budget", "1e13", "--json");

        run.Json.AsArray().Should().HaveCount(2);
    }

    [Fact]
    public async Task Mix_with_frontier_is_a_table()
    {
        CurateRun run = await CurateRun.Of("mix", law.LawPath, "--budget", "1e12", "--frontier");

        run.Output.TrimEnd().Split('\n').Should().HaveCountGreaterThan(10).And.AllSatisfy(line => line.Should().Contain(","));
    }

    [Fact]
    public async Task Mix_by_score_reads_better_documents_more_often()
    {
        CurateRun run = await CurateRun.Of("mix", law.LawPath, "--budget", "1e12", "--by-score", "q1,q2");

        string[] lines = run.Output.TrimEnd().Split('\n');
        lines[0].Should().Be("pool,from,to,rate,tokens,epochs");
        lines.Should().HaveCount(21);
        lines.Skip(1).Select(line => double.Parse(line.Split(',')[4], CultureInfo.InvariantCulture)).Sum().Should().BeApproximately(Math.Sqrt(1e12 * 20 / 6), 1);
    }

    [Fact]
    public async Task Mix_beyond_the_measurements_fails_under_strict_only()
    {
        CurateRun lenient = await CurateRun.Of("mix", law.LawPath, "--budget", "1e20");
        CurateRun strict = await CurateRun.Of("mix", law.LawPath, "--budget", "1e20", "--strict");

        lenient.Error.Should().Contain("warning DC4022");
        lenient.ExitCode.Should().NotBe(5);
        strict.ExitCode.Should().Be(5);
    }

    [Theory]
    [InlineData("DC2053", "--budget", "0")]
    [InlineData("DC2053", "--budget", "1e12", "--max-epochs", "-1")]
    [InlineData("DC2053", "--budget", "1e12", "--model-parameters", "0")]
    [InlineData("DC2056", "--budget", "1e12", "--pool", "q1")]
    [InlineData("DC2056", "--budget", "1e12", "--pool", "q1=many")]
    [InlineData("DC2056", "--budget", "1e12", "--pool", "qq1=5")]
    [InlineData("DC2056", "--budget", "1e12", "--pool-share", "q1=0.5")]
    [InlineData("DC2056", "--budget", "1e12", "--pool-share", "q1=0.6..1", "--pool-share", "q2=0.6..1")]
    [InlineData("DC2056", "--budget", "1e12", "--pool-cost", "q1=-1")]
    [InlineData("DC2056", "--budget", "1e12", "--pool-max-epochs", "q3=2")]
    [InlineData("DC2053", "--budget", "1e12", "--spent", "2e12")]
    [InlineData("DC2056", "--budget", "1e12", "--by-score", "q1,q3")]
    [InlineData("DC2056", "--budget", "1e12", "--by-score", "q1,q1")]
    public async Task Mix_with_a_value_out_of_range_is_a_usage_error(string code, params string[] options)
    {
        CurateRun run = await CurateRun.Of(["mix", law.LawPath, .. options]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(code);
    }

    [Fact]
    public async Task Mix_of_something_that_is_no_law_is_bad_input()
    {
        string path = law.Folder.Write("no-law.json", "{}");

        CurateRun run = await CurateRun.Of("mix", path, "--budget", "1e12");

        run.ExitCode.Should().Be(65);
        run.Error.Should().Contain("no-law.json: error DC4031");
    }

    /// <summary>A law fitted once to measurements that a known law gives, with errors of a thousandth.</summary>
    public sealed class Law : IAsyncLifetime
    {
        internal TemporaryFolder Folder { get; } = new();

        internal CurateRun Fit { get; private set; } = null!;

        public string TablePath { get; private set; } = "";

        public string LawPath => Path.Combine(Folder.Path, "law.json");

        public async ValueTask InitializeAsync()
        {
            QqtEffectiveData truth = new() { Irreducible = 2, Scale = 3, Exponent = 0.3, Dilution = 0, Pools = [new("q1", 1, 6), new("q2", 0.6, 9)] };
            StringBuilder csv = new("run,pool,unique_tokens,tokens,value\n");
            for (int i = 0; i < 14; i++)
            {
                double[] tokens = [0, 0];
                tokens[i % 2] = 2e5 * Math.Pow(2, (i / 2) - 1);
                double noise = 1 + (1e-3 * Math.Sin(7 * i));
                double value = truth.Predict([2e5, 2e5], tokens) * noise;
                csv.Append(CultureInfo.InvariantCulture, $"r{i},q{(i % 2) + 1},200000,{tokens[i % 2]},{value:R}\n");
            }

            TablePath = Folder.Write("table.csv", csv.ToString());
            Fit = await CurateRun.Of("fit", TablePath, "--out", LawPath);
        }

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
