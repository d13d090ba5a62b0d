namespace DataCuration.RephrasingBenchmark.Server;

/// <summary>A completion that was asked for.</summary>
/// <param name="User">The user message.</param>
/// <param name="Attempt">How often the same was asked before.</param>
/// <param name="Trouble">What was done to it.</param>
internal sealed record ServedCall(string User, int Attempt, Trouble Trouble);
