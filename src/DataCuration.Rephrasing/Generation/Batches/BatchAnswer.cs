namespace DataCuration.Rephrasing.Generation.Batches;

/// <summary>One line of a batch's output or error file.</summary>
/// <param name="Hash">The request's.</param>
/// <param name="Completion">The answer; null when it failed.</param>
/// <param name="Status">The HTTP status; 0 when there was none.</param>
/// <param name="Message">Why it failed.</param>
internal sealed record BatchAnswer(string Hash, Completion? Completion, int Status, string Message);
