using System.Text.Json.Nodes;
using DataCuration.Documents;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

/// <summary>The verbs that read a work directory.</summary>
public sealed class WorkCommandsTests(SmallWork small) : IClassFixture<SmallWork>
{
    [Fact]
    public void Run_of_the_fixture_succeeded() => small.Run.ExitCode.Should().Be(0, small.Run.Error);

    [Fact]
    public async Task Status_tells_the_outcome_and_the_counts_of_each_stage()
    {
        CurateRun status = await CurateRun.Of("status", small.Work);

        status.ExitCode.Should().Be(0);
        status.Output.Should().StartWith("small: done").And.MatchRegex(@"ingest .*6 in, 6 out").And.MatchRegex(@"pools .*6 in, 4 out, 2 dropped");
    }

    [Fact]
    public async Task Status_with_json_is_data()
    {
        JsonNode status = (await CurateRun.Of("status", small.Work, "--json")).Json;

        status["isRunning"]!.GetValue<bool>().Should().BeFalse();
        status["progress"]!["outcome"]!.GetValue<string>().Should().Be("done");
    }

    [Fact]
    public async Task Status_with_watch_ends_when_no_run_is_at_work() =>
        (await CurateRun.Of("status", small.Work, "--watch")).ExitCode.Should().Be(0);

    [Fact]
    public async Task Explain_of_a_short_document_names_the_rule_the_value_and_the_threshold()
    {
        CurateRun run = await CurateRun.Of("explain", small.Work, IdOf("Too short."));

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("gopherQuality.minWords 2 (threshold 20)").And.Contain("Too short.");
    }

    [Fact]
    public async Task Explain_with_json_has_the_whole_text()
    {
        JsonNode story = (await CurateRun.Of("explain", small.Work, IdOf("Too short."), "--json")).Json;

        story["text"]!.GetValue<string>().Should().Be("Too short.");
    }

    [Theory]
    [InlineData("xyz", "DC2054")]
    [InlineData("00000000000000000000000000000000", "DC3045")]
    public async Task Explain_of_an_unknown_id_is_a_usage_error(string id, string code)
    {
        CurateRun run = await CurateRun.Of("explain", small.Work, id);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(code);
    }

    [Fact]
    public async Task Verify_of_a_whole_work_directory_is_done()
    {
        CurateRun run = await CurateRun.Of("verify", small.Work);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("all whole");
    }

    [Fact]
    public async Task Verify_of_a_changed_file_fails_and_names_it()
    {
        using TemporaryFolder folder = new();
        SmallWork.WriteCorpus(folder);
        await CurateRun.Of("run", Path.Combine(folder.Path, "small.json"), "--until", "ingest");
        string work = Path.Combine(folder.Path, "small.work");
        string part = Directory.EnumerateFiles(Path.Combine(work, "documents"), "*.parquet").Order(StringComparer.Ordinal).First();
        byte[] bytes = await File.ReadAllBytesAsync(part, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(part, bytes, TestContext.Current.CancellationToken);

        CurateRun run = await CurateRun.Of("verify", work, "--json");

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain(Path.GetFileName(part));
        run.Json["isWhole"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task Report_writes_the_page_and_prints_its_path()
    {
        CurateRun run = await CurateRun.Of("report", small.Work);

        run.ExitCode.Should().Be(0, run.Error);
        File.Exists(run.Output.Trim()).Should().BeTrue();
    }

    // The id is a hash of source, file and the record's offset; the short document is the third line of the first shard.
    private string IdOf(string text)
    {
        string shard = File.ReadAllText(Path.Combine(Path.GetDirectoryName(small.Recipe)!, "shards", "a.jsonl"));
        int line = shard.LastIndexOf('\n', shard.IndexOf(text, StringComparison.Ordinal)) + 1;
        return DocumentId.Create("web", "shards/a.jsonl", line).ToString();
    }
}
