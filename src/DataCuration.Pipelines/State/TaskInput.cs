namespace DataCuration.Pipelines.State;

/// <summary>One thing a task reads: its name and the hash of its content.</summary>
/// <param name="Name">A path relative to the work directory or the recipe, or another stable name.</param>
/// <param name="Hash">SHA-256 of the content, lower-case hex.</param>
public sealed record TaskInput(string Name, string Hash);
