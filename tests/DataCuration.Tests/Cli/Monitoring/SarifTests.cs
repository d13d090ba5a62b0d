using System.Text.Json.Nodes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli.Monitoring;

public sealed class SarifTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SarifTests() => SmallWork.WriteCorpus(_folder);

    private string Recipe => Path.Combine(_folder.Path, "small.json");

    private string Log => Path.Combine(_folder.Path, "logs", "curate.sarif");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task Error_of_the_recipe_is_a_result_at_its_place(string verb)
    {
        File.WriteAllText(Recipe, File.ReadAllText(Recipe).Replace("minWords", "minWord", StringComparison.Ordinal));

        CurateRun curate = await CurateRun.Of(verb, Recipe, "--sarif", Log);

        curate.ExitCode.Should().Be(2);
        JsonNode run = Run();
        JsonNode result = run["results"]!.AsArray().Should().ContainSingle().Subject!;
        result["ruleId"]!.GetValue<string>().Should().Be("DC2002");
        result["level"]!.GetValue<string>().Should().Be("error");
        result["message"]!["text"]!.GetValue<string>().Should().Contain("Did you mean 'minWords'?");
        JsonNode place = result["locations"]![0]!["physicalLocation"]!;
        place["artifactLocation"]!["uri"]!.GetValue<string>().Should().Be(new Uri(Recipe).AbsoluteUri);
        place["region"]!["startLine"]!.GetValue<int>().Should().Be(4);
        run["tool"]!["driver"]!["rules"]![result["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>().Should().Be("DC2002");
        run["invocations"]![0]!["executionSuccessful"]!.GetValue<bool>().Should().BeFalse();
        run["invocations"]![0]!["exitCode"]!.GetValue<int>().Should().Be(2);
    }

    [Fact]
    public async Task Gate_that_warns_is_a_warning_and_one_that_fails_an_error_and_a_clean_run_has_no_result()
    {
        string[] gate = ["run", Recipe, "--until", "materialise", "--sarif", Log, "--set", "gates.minTokens=1e12"];
        await CurateRun.Of("run", Recipe, "--until", "ingest", "--sarif", Log);
        Run()["results"]!.AsArray().Should().BeEmpty();
        Run()["invocations"]![0]!["executionSuccessful"]!.GetValue<bool>().Should().BeTrue();

        CurateRun warned = await CurateRun.Of([.. gate, "--set", "gates.outcome=warn"]);
        Levels().Should().Contain(("DC2251", "warning"), warned.Error);
        CurateRun failed = await CurateRun.Of(gate);
        Levels().Should().Contain(("DC2251", "error"), failed.Error);
    }

    private (string, string)[] Levels() => [.. Run()["results"]!.AsArray().Select(result => (result!["ruleId"]!.GetValue<string>(), result["level"]!.GetValue<string>()))];

    private JsonNode Run()
    {
        JsonNode log = JsonNode.Parse(File.ReadAllText(Log))!;
        log["version"]!.GetValue<string>().Should().Be("2.1.0");
        return log["runs"]!.AsArray().Should().ContainSingle().Subject!;
    }
}
