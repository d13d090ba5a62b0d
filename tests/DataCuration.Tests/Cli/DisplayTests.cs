using DataCuration.Cli;
using DataCuration.Cli.Display;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Tests.Cli;

public sealed class DisplayTests
{
    [Fact]
    public async Task Plain_lines_come_at_the_end_of_a_stage_and_every_five_seconds()
    {
        using StringWriter error = new();
        ManualTime time = new();
        PlainDisplay display = new(new ToolConsole(TextWriter.Null, error), time, isOneStepOfABuild: false);

        await display.ShowAsync(progress =>
        {
            for (int second = 0; second <= 12; second++)
            {
                time.Seconds = second;
                progress.Report(
                    Snapshot(new StageProgress { Name = "ingest", Step = "ingest", State = StageState.Running, Documents = 100, ElapsedSeconds = second, SecondsLeft = 9 }));
            }

            StageProgress done = new() { Name = "ingest", Step = "ingest", State = StageState.Done, Documents = 1300, ElapsedSeconds = 13, PartsDone = 2, PartsTotal = 2 };
            progress.Report(Snapshot(done));
            progress.Report(Snapshot(done));
            return Task.FromResult<RunSummary>(null!);
        });

        error.ToString().TrimEnd().Split('\n').Should().Equal(
            "curate: ingest: 100 documents, 20/s, about 9.0 s left",
            "curate: ingest: 100 documents, 10/s, about 9.0 s left",
            "curate: ingest done in 13 s: 2/2 tasks, 1300 documents, 100/s");
    }

    [Fact]
    public async Task Plain_lines_leave_out_stages_with_nothing_to_do()
    {
        using StringWriter error = new();
        PlainDisplay display = new(new ToolConsole(TextWriter.Null, error), new ManualTime(), isOneStepOfABuild: false);

        await display.ShowAsync(progress =>
        {
            progress.Report(Snapshot(new StageProgress { Name = "ingest", Step = "ingest", State = StageState.Skipped, PartsSkipped = 4 }));
            return Task.FromResult<RunSummary>(null!);
        });

        error.ToString().Should().BeEmpty();
    }

    [Fact]
    public async Task Terminal_shows_every_stage_in_a_table()
    {
        using StringWriter error = new();
        TerminalDisplay display = new(new ToolConsole(TextWriter.Null, error));

        await display.ShowAsync(progress =>
        {
            progress.Report(Snapshot(
                new StageProgress { Name = "ingest", Step = "ingest", State = StageState.Done, Documents = 12_345, ElapsedSeconds = 10, PartsDone = 3, PartsTotal = 3 },
                new StageProgress { Name = "probes", Step = "probe", State = StageState.Running, Tokens = 2_000_000, SecondsLeft = 300, Note = "q1 [seed 1]: loss 4.2" }));
            return Task.FromResult<RunSummary>(null!);
        });

        error.ToString().Should().ContainAll("ingest", "3/3", "12.3k", "1235", "probes", "running", "2M", "5 min", "q1 [seed 1]: loss 4.2");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(9999, "9999")]
    [InlineData(12_345, "12.3k")]
    [InlineData(2_500_000, "2.5M")]
    [InlineData(3e9, "3B")]
    [InlineData(1.234e15, "1.23E+15")]
    public void Count_is_short(double value, string expected) => Amounts.Count(value).Should().Be(expected);

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(10_240, "10 KiB")]
    [InlineData(1.5 * (1 << 20), "1.5 MiB")]
    [InlineData(3.0 * (1 << 30), "3 GiB")]
    public void Bytes_have_a_unit(double value, string expected) => Amounts.Bytes(value).Should().Be(expected);

    [Theory]
    [InlineData(0.123456, "0.12346")]
    [InlineData(20, "20")]
    [InlineData(100_000, "100000")]
    public void Exact_has_no_exponent_for_thresholds(double value, string expected) => Amounts.Exact(value).Should().Be(expected);

    private static ProgressSnapshot Snapshot(params StageProgress[] stages) =>
        new() { Recipe = "small", Time = DateTimeOffset.UnixEpoch, ProcessId = 1, Stages = stages };

    private sealed class ManualTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
