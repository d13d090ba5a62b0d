using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>What of a stage is done and what is not.</summary>
/// <param name="Stale">Tasks to run, in the order of their keys.</param>
/// <param name="Valid">The records of the others, in the order of their keys.</param>
internal sealed record StageAssessment(IReadOnlyList<PendingTask> Stale, IReadOnlyList<CompletionRecord> Valid)
{
    /// <summary>All tasks of the stage.</summary>
    public int TaskCount => Stale.Count + Valid.Count;
}
