using System.Text.RegularExpressions;
using DataCuration.Cli.Monitoring;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Tests.Cli.Monitoring;

public sealed partial class PrometheusTextTests
{
    private static readonly ProgressSnapshot Snapshot = new()
    {
        Recipe = "night\\crawl \"a\"",
        Time = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_250),
        ProcessId = 1,
        Stages =
        [
            new StageProgress { Name = "ingest", Step = "ingest", State = StageState.Done, PartsDone = 3, PartsTotal = 3, PartsSkipped = 11, Documents = 2_500_000_000, Bytes = 7, ElapsedSeconds = 1.5 },
            new StageProgress { Name = "metrics", Step = "score", State = StageState.Running, PartsTotal = 2 },
        ],
    };

    [Fact]
    public void Every_line_is_a_sample_or_tells_of_the_samples_that_follow()
    {
        string text = PrometheusText.Write(Snapshot, rank: null, ended: null, lastSuccess: null);

        text.Should().EndWith("\n").And.NotContain("\r");
        string? family = null;
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal)) family = line.Split(' ')[2];
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal)) Sample().Match(line).Groups["name"].Value.Should().Be(family, line);
        }
    }

    [Fact]
    public void Stages_have_their_numbers_and_the_recipe_s_name_is_escaped()
    {
        string text = PrometheusText.Write(Snapshot, rank: null, ended: null, lastSuccess: null);

        text.Should().Contain("curate_stage_documents_total{recipe=\"night\\\\crawl \\\"a\\\"\",stage=\"ingest\"} 2500000000\n")
            .And.Contain(",stage=\"ingest\"} 1.5\n").And.Contain("curate_stage_state{recipe=\"night\\\\crawl \\\"a\\\"\",stage=\"metrics\"} 1\n")
            .And.Contain("curate_stage_tasks_up_to_date{recipe=\"night\\\\crawl \\\"a\\\"\",stage=\"ingest\"} 11\n")
            .And.Contain("\"} 1790000000.25\n").And.Contain("curate_up{recipe=\"night\\\\crawl \\\"a\\\"\"} 1\n").And.NotContain("curate_exit_code");
    }

    [Fact]
    public void Ended_run_has_an_exit_code_and_the_time_of_the_last_success_is_read_back()
    {
        string text = PrometheusText.Write(Snapshot, rank: 3, ExitCode.BadInput, lastSuccess: 1_789_999_999.5);

        text.Should().Contain("rank=\"3\"} 0\n").And.Contain("curate_exit_code{recipe=\"night\\\\crawl \\\"a\\\"\",rank=\"3\"} 65\n");
        PrometheusText.LastSuccessOf(text).Should().Be(1_789_999_999.5);
        PrometheusText.LastSuccessOf("no metrics").Should().BeNull();
    }

    [GeneratedRegex("""^(?<name>[a-z_]+)\{([a-z]+="([^"\\]|\\\\|\\"|\\n)*",?)+\} -?[0-9.E+-]+$""")]
    private static partial Regex Sample();
}
