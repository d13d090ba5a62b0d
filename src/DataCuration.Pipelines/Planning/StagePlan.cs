namespace DataCuration.Pipelines.Planning;

/// <summary>What a stage would do.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Step">The step it belongs to.</param>
/// <param name="Tasks">The tasks that would run, each with its reason.</param>
/// <param name="ValidCount">Tasks whose results are valid.</param>
public sealed record StagePlan(string Name, string Step, IReadOnlyList<PlannedTask> Tasks, int ValidCount);
