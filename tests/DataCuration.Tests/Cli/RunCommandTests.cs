using System.Text.Json.Nodes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunCommandTests() => SmallWork.WriteCorpus(_folder);

    private string Recipe => Path.Combine(_folder.Path, "small.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_says_which_stages_it_did_and_where_the_dataset_is_and_then_has_nothing_to_do()
    {
        CurateRun first = await CurateRun.Of("run", Recipe, "--until", "materialise", "--jobs", "2", "--memory", "1GB");
        CurateRun second = await CurateRun.Of("run", Recipe, "--until", "materialise");

        first.ExitCode.Should().Be(0, first.Error);
        first.Error.Should().Contain("curate: ingest done in ");
        first.Output.Should().Be($"small -> {Path.Combine(_folder.Path, "small.work", "dataset")}{Environment.NewLine}");
        second.ExitCode.Should().Be(0);
        second.Error.Should().BeEmpty();
        second.Output.Should().Be(first.Output);
    }

    [Fact]
    public async Task Run_with_json_logs_one_object_a_line_and_the_summary()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--until", "ingest", "--log-format", "json");

        run.ExitCode.Should().Be(0, run.Error);
        JsonNode[] lines = run.Error.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
        lines.Should().Contain(line => line["stage"]!["name"]!.GetValue<string>() == "ingest" && line["stage"]!["state"]!.GetValue<string>() == "done");
        run.Json["stages"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task Run_of_a_bad_recipe_with_json_logs_its_problems_as_objects()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--log-format", "json", "--set", "seeed=1");

        run.ExitCode.Should().Be(2);
        JsonNode problem = JsonNode.Parse(run.Error)!;
        problem["level"]!.GetValue<string>().Should().Be("error");
        problem["code"]!.GetValue<string>().Should().Be("DC2002");
    }

    [Fact]
    public async Task Run_stops_as_on_SIGTERM_when_the_stop_file_is_there_and_goes_on_without_it()
    {
        string stop = _folder.Write("stop");

        CurateRun stopped = await CurateRun.Of("run", Recipe, "--until", "materialise", "--stop-file", stop);
        File.Delete(stop);
        CurateRun resumed = await CurateRun.Of("run", Recipe, "--until", "materialise", "--stop-file", stop);

        stopped.ExitCode.Should().Be(143, stopped.Error);
        stopped.Error.Should().Contain("Run the same command to go on.");
        resumed.ExitCode.Should().Be(0, resumed.Error);
    }

    [Theory]
    [InlineData("--until", "pol", "DC2052", "Did you mean 'pool'?")]
    [InlineData("--jobs", "0", "DC2053", "at least 1")]
    [InlineData("--memory", "lots", "DC2051", "8GB")]
    [InlineData("--memory", "1MB", "DC2051", "256 MiB")]
    [InlineData("--budget", "-1", "DC2005", "mix.budget")]
    public async Task Option_out_of_range_is_a_usage_error(string option, string value, string code, string part)
    {
        CurateRun run = await CurateRun.Of("run", Recipe, option, value);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(code).And.Contain(part);
        Directory.Exists(Path.Combine(_folder.Path, "small.work")).Should().BeFalse();
    }

    [Fact]
    public async Task Plan_before_a_run_lists_every_stage_and_changes_nothing_that_a_run_reads()
    {
        CurateRun plan = await CurateRun.Of("plan", Recipe, "--until", "pool", "--json");

        plan.ExitCode.Should().Be(0, plan.Error);
        plan.Json["stages"]!.AsArray().Select(stage => stage!["name"]!.GetValue<string>()).Should().StartWith("ingest").And.EndWith("pools");
        File.Exists(Path.Combine(_folder.Path, "small.work", "recipe.json")).Should().BeFalse();
    }

    [Fact]
    public async Task Plan_after_a_run_names_what_changed()
    {
        await CurateRun.Of("run", Recipe, "--until", "pool");

        CurateRun plan = await CurateRun.Of("plan", Recipe, "--until", "pool", "--set", "quality.rules.gopherQuality.minWords=30");

        plan.Output.Should().Contain("ingest: up to date").And.Contain("metrics: up to date").And.Contain("pools: to do");
    }
}
