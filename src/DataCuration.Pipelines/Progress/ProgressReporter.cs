using DataCuration.Formats.Storage;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Progress;

/// <summary>Publishes the counters of all stages every second: to the caller, and to a file for <c>curate status</c>.</summary>
internal sealed class ProgressReporter : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly string _recipe;
    private readonly IReadOnlyList<StageCounter> _counters;
    private readonly IProgress<ProgressSnapshot>? _listener;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private string? _outcome;

    public ProgressReporter(
        string path, string recipe, IReadOnlyList<StageCounter> counters, IProgress<ProgressSnapshot>? listener, TimeProvider time)
    {
        (_path, _recipe, _counters, _listener, _time) = (path, recipe, counters, listener, time);
        _loop = LoopAsync();
    }

    public ProgressSnapshot Snapshot() => new()
    {
        Recipe = _recipe,
        Time = _time.GetUtcNow(),
        ProcessId = Environment.ProcessId,
        IsFinished = _outcome is not null,
        Outcome = _outcome,
        Stages = _counters.Select(counter => counter.Read()).ToArray(),
    };

    /// <summary>Publishes now; called at the border of stages, so that short stages are seen too.</summary>
    public void Publish() => _listener?.Report(Snapshot());

    public void Finish(string outcome) => _outcome = outcome;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        Publish();
        await SaveAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        using PeriodicTimer timer = new(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                Publish();
                await SaveAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private Task SaveAsync() => AtomicFile.WriteAsync(_path, StateJson.Write(Snapshot()), CancellationToken.None);
}
