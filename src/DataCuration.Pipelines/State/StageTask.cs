namespace DataCuration.Pipelines.State;

/// <summary>One unit of a stage's work: what it depends on, and how to do it.</summary>
/// <param name="Key">Unique within the stage; a file name.</param>
/// <param name="Options">The options that influence its output, as canonical JSON.</param>
/// <param name="Inputs">The content it reads.</param>
/// <param name="RunAsync">Does the work: writes outputs atomically and returns them. Must not depend on anything that is not in options or inputs.</param>
internal sealed record StageTask(
    string Key,
    string Options,
    IReadOnlyList<TaskInput> Inputs,
    Func<TaskContext, CancellationToken, Task<TaskResult>> RunAsync);
