using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Formats.Parquet;

namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>Nothing vanishes, and every record's story can be told.</summary>
public sealed class WholeRunTests(WholeRun run)
{
    [Fact]
    public void Documents_in_are_kept_plus_dropped_plus_quarantined_in_every_task_of_every_stage()
    {
        ILookup<string, JsonElement> stages = run.Counts();

        stages.Select(stage => stage.Key).Should().Contain(["ingest", "metrics", "quality", "signatures", "clusters", "pools", "dataset"]);
        foreach (IGrouping<string, JsonElement> stage in stages)
        {
            foreach (JsonElement counts in stage)
            {
                long In(string name) => counts.GetProperty(name).GetInt64();
                In("in").Should().Be(In("out") + In("dropped") + In("quarantined"), stage.Key);
            }
        }

        long ingested = stages["ingest"].Sum(counts => counts.GetProperty("out").GetInt64());
        ingested.Should().BeGreaterThan(300);
        stages["ingest"].Sum(counts => counts.GetProperty("quarantined").GetInt64()).Should().Be(1);
        foreach (string stage in (string[])["metrics", "quality", "signatures", "clusters", "pools"])
        {
            stages[stage].Sum(counts => counts.GetProperty("in").GetInt64()).Should().Be(ingested, stage);
        }

        stages["dataset"].Sum(counts => counts.GetProperty("in").GetInt64())
            .Should().Be(stages["pools"].Sum(counts => counts.GetProperty("out").GetInt64()));
    }

    [Fact]
    public async Task Dropped_record_tells_the_rule_its_value_and_its_threshold()
    {
        JsonElement story = await run.ExplainAsync(run.DroppedId);

        story.GetProperty("outcome").GetString().Should().Be("dropped");
        story.GetProperty("text").GetString().Should().Be("Only three words");
        JsonElement failed = story.GetProperty("steps").EnumerateArray()
            .First(step => step.GetProperty("stage").GetString() == "rules" && step.GetProperty("verdict").GetString() == "failed");
        failed.GetProperty("what").GetString().Should().Be("gopherQuality.minWords");
        failed.GetProperty("value").GetDouble().Should().Be(3);
        failed.GetProperty("threshold").GetDouble().Should().Be(20);
    }

    [Fact]
    public async Task Quarantined_record_tells_where_it_lies_and_what_is_wrong()
    {
        JsonElement story = await run.ExplainAsync(run.QuarantinedId);

        story.GetProperty("outcome").GetString().Should().Be("quarantined");
        story.GetRawText().Should().Contain("plain-1.jsonl").And.Contain("DC10");
    }

    [Fact]
    public async Task Duplicate_tells_its_twin_and_the_twins_text_and_the_twin_is_kept_or_dropped_for_a_reason_of_its_own()
    {
        string duplicate = (await LedgerAsync()).First(entry => entry.Twin is not null).Id.ToString();

        JsonElement story = await run.ExplainAsync(duplicate);

        story.GetProperty("outcome").GetString().Should().Be("duplicate");
        story.GetProperty("twinText").GetString().Should().NotBeNullOrEmpty();
        JsonElement twin = await run.ExplainAsync(story.GetProperty("twinId").GetString()!);
        twin.GetProperty("outcome").GetString().Should().BeOneOf("kept", "not in the mix");
        twin.GetProperty("text").GetString().Should().Be(story.GetProperty("twinText").GetString());
    }

    [Fact]
    public async Task Kept_record_tells_its_scores_its_pool_and_its_repetitions()
    {
        HashSet<DocumentId> leftOut = [.. (await LedgerAsync()).Select(entry => entry.Id)];
        string kept = (await DocumentIdsAsync()).First(id => !leftOut.Contains(id)).ToString();

        JsonElement story = await run.ExplainAsync(kept);

        story.GetProperty("outcome").GetString().Should().Be("kept");
        string[] stages = [.. story.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("stage").GetString()!)];
        stages.Should().Contain(["ingest", "rules", "tokens", "quality", "clusters", "pools"]);
        JsonElement last = story.GetProperty("steps").EnumerateArray().Last();
        last.GetProperty("what").GetString().Should().Be("repetitions");
        last.GetProperty("value").GetDouble().Should().BeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task Step_of_a_build_says_only_what_is_new_in_it()
    {
        CurateResult ingest = await CurateProcess.RunAsync("run", run.Recipe, "--work", run.Work, "--set", "maxBadRecords=5", "--until", "ingest", "--log-format", "msbuild");
        CurateResult score = await CurateProcess.RunAsync("run", run.Recipe, "--work", run.Work, "--set", "maxBadRecords=5", "--until", "score", "--log-format", "msbuild");

        ingest.Error.Should().Contain("DC1091");
        score.ExitCode.Should().Be(0, score.ToString());
        score.Error.Should().NotContain("DC1091");
    }

    [Fact]
    public async Task Verify_finds_everything_whole()
    {
        CurateResult verify = await CurateProcess.RunAsync("verify", run.Work);

        verify.ExitCode.Should().Be(0, verify.ToString());
    }

    private async Task<IReadOnlyList<LedgerEntry>> LedgerAsync()
    {
        List<LedgerEntry> entries = [];
        foreach (string path in Parts("ledger"))
        {
            entries.AddRange(await LedgerFile.ReadAsync(path, TestContext.Current.CancellationToken));
        }

        return entries;
    }

    private async Task<IReadOnlyList<DocumentId>> DocumentIdsAsync()
    {
        List<DocumentId> ids = [];
        foreach (string path in Parts("documents"))
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(path, TestContext.Current.CancellationToken))
            {
                ids.AddRange(batch.Select(document => document.Id));
            }
        }

        return ids;
    }

    private IEnumerable<string> Parts(string folder) =>
        Directory.EnumerateFiles(Path.Combine(run.Work, folder), "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
