using DataCuration.Pipelines.Progress;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Where a work directory stands.</summary>
/// <param name="Progress">The last published progress; null when no run has published any.</param>
/// <param name="IsRunning">True when the process that published it still holds the directory.</param>
/// <param name="Stages">What each stage's valid results add up to.</param>
public sealed record StatusReport(ProgressSnapshot? Progress, bool IsRunning, IReadOnlyList<StageStatus> Stages);
