using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Inspection;

/// <summary>A stage's finished tasks.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Tasks">Tasks with a completion record.</param>
/// <param name="Counts">Their sums.</param>
public sealed record StageStatus(string Name, int Tasks, TaskCounts Counts);
