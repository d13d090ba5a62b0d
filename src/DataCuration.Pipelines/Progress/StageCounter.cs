using DataCuration.Documents.Diagnostics;

namespace DataCuration.Pipelines.Progress;

/// <summary>What a stage has done so far. Safe for concurrent use.</summary>
internal sealed class StageCounter(string name, string step, TimeProvider time)
{
    private readonly Lock _lock = new();
    private StageProgress _progress = new() { Name = name, Step = step };
    private long _started;
    private double _elapsedSeconds;

    /// <summary>The stage begins.</summary>
    /// <param name="tasks">Tasks to run here.</param>
    /// <param name="skipped">Tasks whose results are valid.</param>
    /// <param name="isWaiting">Others run tasks of it too, and it lasts until they are done.</param>
    public void Begin(int tasks, int skipped, bool isWaiting = false)
    {
        lock (_lock)
        {
            _started = time.GetTimestamp();
            _progress = _progress with
            {
                State = tasks == 0 && !isWaiting ? StageState.Skipped : StageState.Running,
                PartsTotal = tasks,
                PartsSkipped = skipped,
            };
        }
    }

    public void End()
    {
        lock (_lock)
        {
            if (_progress.State == StageState.Running)
            {
                _elapsedSeconds = time.GetElapsedTime(_started).TotalSeconds;
                _progress = _progress with { State = StageState.Done, Note = null };
            }
        }
    }

    public void AddTaskDone()
    {
        lock (_lock)
        {
            _progress = _progress with { PartsDone = _progress.PartsDone + 1 };
        }
    }

    public void Add(long documents, long bytes, long tokens = 0)
    {
        lock (_lock)
        {
            _progress = _progress with
            {
                Documents = _progress.Documents + documents,
                Bytes = _progress.Bytes + bytes,
                Tokens = _progress.Tokens + tokens,
            };
        }
    }

    /// <summary>Announces work to come, in the stage's own unit, for the estimate of the time left.</summary>
    public void AddTotal(double work)
    {
        lock (_lock)
        {
            _progress = _progress with { WorkTotal = _progress.WorkTotal + work };
        }
    }

    public void AddWork(double work)
    {
        lock (_lock)
        {
            _progress = _progress with { WorkDone = _progress.WorkDone + work };
        }
    }

    public void Warn(IReadOnlyList<Diagnostic> warnings)
    {
        lock (_lock)
        {
            _progress = _progress with { Warnings = warnings };
        }
    }

    public void Note(string note)
    {
        lock (_lock)
        {
            _progress = _progress with { Note = note };
        }
    }

    public StageProgress Read()
    {
        lock (_lock)
        {
            if (_progress.State != StageState.Running)
            {
                return _progress with { ElapsedSeconds = _elapsedSeconds };
            }

            double elapsed = time.GetElapsedTime(_started).TotalSeconds;
            double done = _progress.WorkTotal > 0
                ? _progress.WorkDone / _progress.WorkTotal
                : (double)_progress.PartsDone / Math.Max(1, _progress.PartsTotal);
            double? left = done > 0.02 ? elapsed * (1 - Math.Min(1, done)) / done : null;
            return _progress with { ElapsedSeconds = elapsed, SecondsLeft = left };
        }
    }
}
