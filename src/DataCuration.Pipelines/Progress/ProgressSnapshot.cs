namespace DataCuration.Pipelines.Progress;

/// <summary>The state of a run at one moment; <c>state/progress.json</c> holds the same.</summary>
public sealed record ProgressSnapshot
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>When it was taken, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The running process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>True when the run has ended.</summary>
    public bool IsFinished { get; init; }

    /// <summary>How it ended, when it has: <c>done</c>, <c>failed</c> or <c>stopped</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>All stages in order.</summary>
    public required IReadOnlyList<StageProgress> Stages { get; init; }

    /// <summary>The stage at work; null when none is.</summary>
    public StageProgress? Current => Stages.LastOrDefault(stage => stage.State == StageState.Running);
}
