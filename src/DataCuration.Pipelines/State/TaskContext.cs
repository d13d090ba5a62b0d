using DataCuration.Pipelines.Progress;

namespace DataCuration.Pipelines.State;

/// <summary>What a running task may use beside its inputs; none of it may change the bytes it writes.</summary>
/// <param name="Parallelism">Threads this task may use.</param>
/// <param name="MemoryBytes">Memory this task may use.</param>
/// <param name="Progress">Where it reports what it has done.</param>
internal sealed record TaskContext(int Parallelism, long MemoryBytes, StageCounter Progress);
