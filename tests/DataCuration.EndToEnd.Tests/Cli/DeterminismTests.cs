namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>The promises of resume and determinism, on the real tool with real probes.</summary>
public sealed class DeterminismTests(WholeRun run)
{
    private const int Kills = 5;

    [Fact]
    public async Task Run_killed_at_five_moments_and_run_again_gives_the_same_dataset()
    {
        string work = run.Other("killed");
        string[] command = ["run", run.Recipe, "--work", work, "--set", WholeRun.Bound];

        // Kill after a growing number of finished tasks: the moments are spread over the whole flow whatever the machine's speed.
        int total = CompletionRecords(run.Work);
        for (int kill = 0; kill < Kills; kill++)
        {
            using CurateProcess curate = CurateProcess.Start(command);
            int enough = total * (kill + 1) / (Kills + 1);
            while (!curate.HasExited && CompletionRecords(work) < enough)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            curate.HasExited.Should().BeFalse("the run must still be at work when it is killed");
            curate.Kill9();
            await curate.WaitAsync();
        }

        CurateResult resumed = await CurateProcess.RunAsync(command);

        resumed.ExitCode.Should().Be(run.ExitCode, resumed.ToString());
        SmallCorpus.HashOf(Path.Combine(work, "dataset")).Should().Be(SmallCorpus.HashOf(Path.Combine(run.Work, "dataset")));
        File.ReadAllText(Path.Combine(work, "law.json")).Should().Be(File.ReadAllText(Path.Combine(run.Work, "law.json")));
        Directory.EnumerateFiles(work, "*.tmp", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task Run_told_to_stop_saves_exits_with_143_and_goes_on_from_there()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // No SIGTERM there.
        }

        using SmallCorpus corpus = new();
        using CurateProcess curate = CurateProcess.Start("run", corpus.Recipe, "--work", corpus.Work("stopped"), "--until", "pool");
        while (!curate.HasExited && CompletionRecords(corpus.Work("stopped")) < 6)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        curate.Terminate();
        CurateResult stopped = await curate.WaitAsync();
        int saved = CompletionRecords(corpus.Work("stopped"));
        Dictionary<string, DateTime> before = RecordTimes(corpus.Work("stopped"));
        CurateResult resumed = await CurateProcess.RunAsync("run", corpus.Recipe, "--work", corpus.Work("stopped"), "--until", "pool");
        CurateResult whole = await CurateProcess.RunAsync("run", corpus.Recipe, "--work", corpus.Work("whole"), "--until", "pool");

        stopped.ExitCode.Should().Be(143, stopped.ToString());
        saved.Should().BeGreaterThanOrEqualTo(6);
        resumed.ExitCode.Should().Be(0, resumed.ToString());
        whole.ExitCode.Should().Be(0, whole.ToString());
        RecordTimes(corpus.Work("stopped")).Should().Contain(before, "finished tasks do not run again");
        foreach (string folder in (string[])["documents", "columns", "ledger"])
        {
            SmallCorpus.HashOf(Path.Combine(corpus.Work("stopped"), folder)).Should().Be(SmallCorpus.HashOf(Path.Combine(corpus.Work("whole"), folder)), folder);
        }
    }

    [Fact]
    public async Task Run_with_other_jobs_and_other_shard_order_gives_the_same_dataset()
    {
        string recipe = run.WriteReversedRecipe();
        string work = run.Other("reversed");

        CurateResult result = await CurateProcess.RunAsync("run", recipe, "--work", work, "--set", WholeRun.Bound, "--jobs", "1");

        result.ExitCode.Should().Be(run.ExitCode, result.ToString());
        SmallCorpus.HashOf(Path.Combine(work, "dataset")).Should().Be(SmallCorpus.HashOf(Path.Combine(run.Work, "dataset")));
    }

    [Fact]
    public async Task Run_again_does_nothing_and_a_changed_shard_or_budget_redoes_only_what_it_touches()
    {
        string folder = run.CopyTo("again");
        string work = Path.Combine(folder, "work");
        string[] command = ["run", Path.Combine(folder, "recipe.jsonc"), "--work", work, "--set", WholeRun.Bound];
        Dictionary<string, DateTime> before = RecordTimes(work);

        (await CurateProcess.RunAsync(command)).ExitCode.Should().Be(run.ExitCode);
        RecordTimes(work).Should().Equal(before, "nothing changed, so no task may run");

        (await CurateProcess.RunAsync([.. command, "--budget", "3e12"])).ExitCode.Should().BeOneOf(0, 3, 4);
        Changed(before, RecordTimes(work)).Select(StageOf).Distinct().Should().Contain("mix").And.BeSubsetOf(["mix", "dataset", "manifest", "report"]);

        before = RecordTimes(work);
        string shard = Path.Combine(folder, "plain-1.jsonl");
        string[] lines = await File.ReadAllLinesAsync(shard, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(shard, lines[..^1], TestContext.Current.CancellationToken);
        (await CurateProcess.RunAsync([.. command, "--until", "ingest"])).ExitCode.Should().Be(0);
        Changed(before, RecordTimes(work)).Should().ContainSingle().Which.Should().StartWith("ingest/plain-");
    }

    private static int CompletionRecords(string work) =>
        Directory.Exists(Path.Combine(work, "state", "done")) ? RecordTimes(work).Count : 0;

    private static Dictionary<string, DateTime> RecordTimes(string work)
    {
        string folder = Path.Combine(work, "state", "done");
        return Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.GetLastWriteTimeUtc, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Changed(Dictionary<string, DateTime> before, Dictionary<string, DateTime> after) =>
        after.Where(record => !before.TryGetValue(record.Key, out DateTime time) || time != record.Value).Select(record => record.Key);

    private static string StageOf(string record) => record[..record.IndexOf('/', StringComparison.Ordinal)];
}
