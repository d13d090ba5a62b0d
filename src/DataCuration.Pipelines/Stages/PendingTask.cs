using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>A task that has to run.</summary>
/// <param name="Index">Its place among all tasks of its stage in the order of their keys.</param>
/// <param name="Task">The task.</param>
/// <param name="Fingerprint">What its completion record will hold.</param>
internal sealed record PendingTask(int Index, StageTask Task, string Fingerprint);
