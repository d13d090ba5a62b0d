using DataCuration.Cli.Monitoring;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli.Monitoring;

public sealed class MetricsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MetricsFileTests() => SmallWork.WriteCorpus(_folder);

    private string Metrics => Path.Combine(_folder.Path, "collector", "curate.prom");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_leaves_its_numbers_and_one_that_fails_keeps_the_time_of_the_last_success()
    {
        string recipe = Path.Combine(_folder.Path, "small.json");
        CurateRun good = await CurateRun.Of("run", recipe, "--until", "materialise", "--metrics", Metrics);
        string first = File.ReadAllText(Metrics);
        _folder.Write("shards/c.jsonl", "no JSON\n");
        CurateRun bad = await CurateRun.Of("run", recipe, "--until", "materialise", "--metrics", Metrics);
        string second = File.ReadAllText(Metrics);

        good.ExitCode.Should().Be(0, good.Error);
        first.Should().Contain("curate_up{recipe=\"small\"} 0\n").And.Contain("curate_exit_code{recipe=\"small\"} 0\n").And.Contain("curate_stage_documents_total{recipe=\"small\",stage=\"ingest\"} 6\n");
        bad.ExitCode.Should().NotBe(0);
        second.Should().Contain($"curate_exit_code{{recipe=\"small\"}} {bad.ExitCode}\n");
        PrometheusText.LastSuccessOf(second).Should().NotBeNull().And.Be(PrometheusText.LastSuccessOf(first));
        Directory.EnumerateFiles(Path.GetDirectoryName(Metrics)!).Should().ContainSingle("half written files would be collected too");
    }

    [Fact]
    public async Task Metrics_that_cannot_be_written_do_not_fail_the_run()
    {
        string notAFolder = _folder.Write("file");

        CurateRun run = await CurateRun.Of("run", Path.Combine(_folder.Path, "small.json"), "--until", "ingest", "--metrics", Path.Combine(notAFolder, "curate.prom"));

        run.ExitCode.Should().Be(0, run.Error);
    }

    [Theory]
    [InlineData(null, "curate.prom")]
    [InlineData(3, "curate-3.prom")]
    public void Ranks_write_a_file_each(int? rank, string name) => RunMonitors.PathOf(Path.Combine("metrics", "curate.prom"), rank).Should().Be(Path.Combine("metrics", name));
}
