using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Progress;
using DataCuration.Pipelines.Ranks;
using DataCuration.Pipelines.State;

namespace DataCuration.Tests.Pipelines.Ranks;

public sealed class RankHeartbeatsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("datacuration-");
    private readonly ManualTime _time = new();
    private readonly WorkDirectory _work;
    private readonly RankHeartbeats _heartbeats;

    public RankHeartbeatsTests()
    {
        _work = new WorkDirectory(_folder.FullName);
        _heartbeats = new RankHeartbeats(_work, TimeSpan.FromSeconds(60), _time);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Rank_that_never_came_is_gone_after_the_grace_time()
    {
        _heartbeats.IsGone(1).Should().BeFalse();
        _time.Seconds += 59;
        _heartbeats.IsGone(1).Should().BeFalse();
        _time.Seconds += 1;
        _heartbeats.IsGone(1).Should().BeTrue();
    }

    [Fact]
    public void Rank_whose_progress_changes_lives_however_wrong_its_clock_is()
    {
        for (int minute = 0; minute < 5; minute++)
        {
            Publish(1, Start.AddYears(-10).AddMinutes(minute));
            _heartbeats.IsGone(1).Should().BeFalse();
            _time.Seconds += 50;
        }
    }

    [Fact]
    public void Rank_whose_progress_stands_still_is_gone_and_comes_back_when_it_moves()
    {
        Publish(1, Start);
        _heartbeats.IsGone(1).Should().BeFalse();
        _time.Seconds += 60;
        _heartbeats.IsGone(1).Should().BeTrue();
        Publish(1, Start.AddSeconds(1));
        _heartbeats.IsGone(1).Should().BeFalse();
    }

    [Theory]
    [InlineData("failed", true)]
    [InlineData("stopped", true)]
    [InlineData("done", false)]
    public void Rank_that_ended_badly_is_gone_at_once(string outcome, bool isGone)
    {
        Publish(1, Start, outcome);

        _heartbeats.IsGone(1).Should().Be(isGone);
    }

    private void Publish(int rank, DateTimeOffset time, string? outcome = null) =>
        AtomicFile.Write(
            _work.RankProgress(rank),
            StateJson.Write(new ProgressSnapshot { Recipe = "r", Time = time, ProcessId = 1, IsFinished = outcome is not null, Outcome = outcome, Stages = [] }));

    private sealed class ManualTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
