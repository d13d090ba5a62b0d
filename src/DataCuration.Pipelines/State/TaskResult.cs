namespace DataCuration.Pipelines.State;

/// <summary>What a task made.</summary>
/// <param name="Outputs">Full paths of the files, all of them final (renamed).</param>
/// <param name="Counts">What went through.</param>
internal sealed record TaskResult(IReadOnlyList<string> Outputs, TaskCounts Counts);
