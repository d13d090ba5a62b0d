namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>Several processes in one work directory give the bytes of one, whatever happens to them.</summary>
public sealed class RankTests(WholeRun run)
{
    private static readonly string[] Bounds = ["--set", WholeRun.Bound];

    [Fact]
    public async Task Three_ranks_of_which_one_is_killed_and_one_runs_twice_give_the_same_dataset()
    {
        string work = run.Other("ranks");
        string[] Rank(int rank) => ["run", run.Recipe, "--work", work, .. Bounds, "--world", "3", "--rank", $"{rank}", "--take-over-after", "5"];
        using CurateProcess zero = CurateProcess.Start(Rank(0));
        using CurateProcess zeroAgain = CurateProcess.Start(Rank(0));
        using CurateProcess one = CurateProcess.Start(Rank(1));
        using CurateProcess two = CurateProcess.Start(Rank(2));
        string done = Path.Combine(work, "state", "done", "metrics");
        while (!two.HasExited && !Directory.Exists(done))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        two.Kill9();
        await two.WaitAsync();
        CurateResult[] results = [await zero.WaitAsync(), await zeroAgain.WaitAsync(), await one.WaitAsync()];

        results.Should().OnlyContain(result => result.ExitCode == 0 || result.ExitCode == 3 || result.ExitCode == 4, string.Join('\n', results.Select(result => result.ToString())));
        SmallCorpus.HashOf(Path.Combine(work, "dataset")).Should().Be(SmallCorpus.HashOf(Path.Combine(run.Work, "dataset")));
        File.ReadAllText(Path.Combine(work, "law.json")).Should().Be(File.ReadAllText(Path.Combine(run.Work, "law.json")));
    }

    [Fact]
    public async Task Stages_one_by_one_as_a_scheduler_runs_them_give_the_same_columns()
    {
        string work = run.Other("stages");
        Task<CurateResult> Rank(string stage, int rank) =>
            CurateProcess.RunAsync(["run", run.Recipe, "--work", work, .. Bounds, "--world", "2", "--rank", $"{rank}", "--stage", stage]);

        CurateResult early = await Rank("metrics", 0);
        CurateResult[] ranks = await Task.WhenAll(Rank("ingest", 0), Rank("ingest", 1));
        CurateResult[] next = await Task.WhenAll(Rank("metrics", 0), Rank("metrics", 1));

        early.ExitCode.Should().Be(75, early.ToString());
        early.Error.Should().Contain("DC3060").And.Contain("'ingest'");
        ranks.Concat(next).Should().OnlyContain(result => result.ExitCode == 0, string.Join('\n', ranks.Concat(next).Select(result => result.ToString())));
        SmallCorpus.HashOf(Path.Combine(work, "documents")).Should().Be(SmallCorpus.HashOf(Path.Combine(run.Work, "documents")));
        SmallCorpus.HashOf(Path.Combine(work, "columns", "metrics")).Should().Be(SmallCorpus.HashOf(Path.Combine(run.Work, "columns", "metrics")));
    }

    [Fact]
    public async Task World_without_a_rank_starts_the_ranks_here()
    {
        string work = run.Other("local");

        CurateResult result = await CurateProcess.RunAsync(["run", run.Recipe, "--work", work, .. Bounds, "--world", "2", "--jobs", "2", "--until", "pool", "--sarif", Path.Combine(work, "log.sarif")]);

        result.ExitCode.Should().Be(0, result.ToString());
        result.Error.Should().Contain("[0] ").And.Contain("[1] ");
        Directory.EnumerateFiles(work, "*.sarif").Select(Path.GetFileName).Should().BeEquivalentTo("log-0.sarif", "log-1.sarif");
        SmallCorpus.HashOf(Path.Combine(work, "columns", "pools")).Should().Be(SmallCorpus.HashOf(Path.Combine(run.Work, "columns", "pools")));
        CurateResult status = await CurateProcess.RunAsync("status", work);
        status.Output.Should().Contain("done");
    }

    [Fact]
    public async Task Rank_without_a_world_is_a_usage_error()
    {
        CurateResult result = await CurateProcess.RunAsync("run", run.Recipe, "--rank", "1");

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("DC2057");
    }
}
