using DataCuration.Pipelines.Progress;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Ranks;

/// <summary>
/// Tells which ranks are at work, from the progress that each publishes every second. Only changes are looked at, timed by the observer's own
/// clock, because the clocks of machines differ. Not safe for concurrent use.
/// </summary>
internal sealed class RankHeartbeats(WorkDirectory work, TimeSpan takeOverAfter, TimeProvider time)
{
    private readonly Dictionary<int, (DateTimeOffset? Beat, long SeenAt)> _seen = [];

    /// <summary>True when the rank has failed, was stopped, or has shown no sign of life for too long; a rank that never came counts from the first question.</summary>
    public bool IsGone(int rank)
    {
        ProgressSnapshot? snapshot = RankProgress.TryRead(work, rank);
        DateTimeOffset? beat = snapshot?.Time;
        if (!_seen.TryGetValue(rank, out (DateTimeOffset? Beat, long SeenAt) last) || last.Beat != beat)
        {
            last = (beat, time.GetTimestamp());
            _seen[rank] = last;
        }

        // An ended rank has no tasks left to do; when it did not end well, it will not do them.
        return snapshot is { IsFinished: true, Outcome: not "done" } || time.GetElapsedTime(last.SeenAt) >= takeOverAfter;
    }
}
