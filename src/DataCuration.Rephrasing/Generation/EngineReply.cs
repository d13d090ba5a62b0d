namespace DataCuration.Rephrasing.Generation;

/// <summary>An answer and what it took.</summary>
/// <param name="Completion">The answer.</param>
/// <param name="Attempts">Calls that were made for it, at least 1.</param>
/// <param name="Latency">Duration of the call that succeeded.</param>
public sealed record EngineReply(Completion Completion, int Attempts, TimeSpan Latency);
