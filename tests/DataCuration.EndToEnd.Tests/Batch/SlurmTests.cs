using System.Text.Json;
using DataCuration.EndToEnd.Tests.Cli;

namespace DataCuration.EndToEnd.Tests.Batch;

/// <summary>
/// A run on a real Slurm ends in the bytes of a plain run, though tasks are executed twice and killed. CURATE_TEST_SLURM says which run: <c>small</c>, or the
/// recipe of a finished one with its work directory in CURATE_TEST_SLURM_REFERENCE; .ci/run names the quickstart that it has just built.
/// </summary>
public sealed class SlurmTests(WholeRun run)
{
    private const int TwiceRank = 3;
    private const int KilledRank = 2;

    [Fact]
    public async Task Four_tasks_of_which_one_runs_twice_and_one_is_killed_give_the_dataset_of_a_local_run()
    {
        string which = Environment.GetEnvironmentVariable("CURATE_TEST_SLURM") ?? "";
        Assert.SkipWhen(which.Length == 0, "CURATE_TEST_SLURM is not set: this needs Debian's slurm-wlm, and tools/SlurmSandbox must be able to start it.");
        bool isSmall = which == "small";
        string recipe = isSmall ? run.Recipe : which;
        string reference = isSmall ? run.Work : Environment.GetEnvironmentVariable("CURATE_TEST_SLURM_REFERENCE")!;
        string name = NameOf(recipe);
        string work = run.Other("slurm");
        string[] submit = ["submit", recipe, "--work", work, .. isSmall ? (string[])["--set", WholeRun.Bound] : [], "--to", "slurm", "--world", "4", "--jobs", "1"];
        CurateResult script = await CurateProcess.RunAsync(submit);
        script.ExitCode.Should().Be(0, script.ToString());
        await using SlurmCluster cluster = await SlurmCluster.StartAsync();

        await cluster.RunAsync("sh", "-c", WithRankTwice(script.Output));
        await KillAsync(cluster, $"{name}-probes", work, isLate: !isSmall);
        await cluster.WaitUntilIdleAsync();

        (await cluster.StatesAsync($"{name}-probes")).Should().Contain(state => state != "COMPLETED", "one was killed");
        (await cluster.StatesAsync($"{name}-law")).Should().AllBe("CANCELLED", "a stage does not start after one that failed");
        Directory.Exists(Path.Combine(work, "dataset")).Should().BeFalse();

        await cluster.RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", CurateProcess.ToolPath, .. submit, "--now"]);
        await cluster.WaitUntilIdleAsync();

        (await cluster.StatesAsync($"{name}-ingest")).Should().HaveCount(5, "what was done is not submitted again");
        string logs = string.Join('\n', Directory.EnumerateFiles(Path.Combine(work, "state", "logs")).Select(path => Path.GetFileName(path) + ": " + File.ReadAllText(path)));
        Directory.Exists(Path.Combine(work, "dataset")).Should().BeTrue(logs);
        SmallCorpus.HashOf(Path.Combine(work, "dataset")).Should().Be(SmallCorpus.HashOf(Path.Combine(reference, "dataset")));
        File.ReadAllText(Path.Combine(work, "law.json")).Should().Be(File.ReadAllText(Path.Combine(reference, "law.json")));
        Directory.EnumerateFiles(work, "*.tmp", SearchOption.AllDirectories).Should().BeEmpty();
    }

    private static string NameOf(string recipe)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(recipe), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return json.RootElement.GetProperty("name").GetString()!;
    }

    // After each array of four, one of its tasks once more under the same dependency, as when a node is lost and its task is queued again.
    private static string WithRankTwice(string script)
    {
        string[] lines = script.Split('\n');
        lines.Count(line => line.Contains("--array=0-3", StringComparison.Ordinal)).Should().BeGreaterThan(3);
        return string.Join('\n', lines.SelectMany(line => line.Contains("--array=0-3", StringComparison.Ordinal)
            ? (string[])[line, "again_" + line.Replace("--array=0-3", $"--array={TwiceRank}-{TwiceRank}", StringComparison.Ordinal).Replace("-%a.log", "-%a-again.log", StringComparison.Ordinal)]
            : [line]));
    }

    // SIGKILL to everything of the task: once it is at work, or late, when its last probe goes on from a checkpoint.
    private static async Task KillAsync(SlurmCluster cluster, string jobName, string work, bool isLate)
    {
        string? task;
        do
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            task = (await cluster.RunningAsync(jobName)).FirstOrDefault(id => id.EndsWith($"_{KilledRank}", StringComparison.Ordinal));
        }
        while (task is null || !(isLate ? IsNearItsEnd(Path.Combine(work, "state", "ranks", $"{KilledRank:D5}.json")) : Directory.Exists(Path.Combine(work, "probes"))));
        await cluster.RunAsync("scancel", "--signal=KILL", "--full", task);
    }

    private static bool IsNearItsEnd(string progress)
    {
        if (!File.Exists(progress)) return false;
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(progress));
        return json.RootElement.GetProperty("stages").EnumerateArray().Any(stage =>
            stage.GetProperty("name").GetString() == "probes" && stage.GetProperty("state").GetString() == "running"
            && stage.GetProperty("partsDone").GetInt32() >= stage.GetProperty("partsTotal").GetInt32() - 1 && stage.GetProperty("workDone").GetDouble() > 0.9 * stage.GetProperty("workTotal").GetDouble());
    }
}
