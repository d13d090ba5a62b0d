namespace DataCuration.RephrasingBenchmark.Measuring;

/// <summary>What one round of calls showed.</summary>
/// <param name="Rate">Calls a second.</param>
/// <param name="ClientMicroseconds">Processor time of the client, a call.</param>
/// <param name="ServerMicroseconds">Processor time of the server, a call.</param>
/// <param name="ServerLatency">Mean time of a call inside the server, milliseconds.</param>
/// <param name="AllocatedBytes">What the client allocated, a call; its text and its prompt are among it.</param>
/// <param name="ManagedMebibytes">The most managed memory of the client at ten moments on the way.</param>
internal sealed record ThroughputRound(double Rate, double ClientMicroseconds, double ServerMicroseconds, double ServerLatency, long AllocatedBytes, long ManagedMebibytes);
