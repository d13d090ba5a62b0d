using DataCuration.Pipelines.Ranks;
using DataCuration.Probes.Worker;

namespace DataCuration.Pipelines;

/// <summary>How a recipe is run: where, how far, with which resources. None of it changes the bytes of the results.</summary>
public sealed record RunOptions
{
    /// <summary>The folder of the results; created when absent, safe to delete, safe to resume.</summary>
    public required string WorkDirectory { get; init; }

    /// <summary>The last step to run, one of <see cref="CurationSteps.All"/>; null runs all.</summary>
    public string? Until { get; init; }

    /// <summary>This process's place among several that share the work directory; null when it is alone.</summary>
    public RankOptions? Ranks { get; init; }

    /// <summary>How long to wait for another run to leave the work directory before giving up.</summary>
    public TimeSpan WaitForLock { get; init; } = TimeSpan.Zero;

    /// <summary>Threads for map stages; at least 1.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Memory the run may use, in bytes. Default: three quarters of what the process may have.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Whether a plan measures how fast probes train here, which takes some seconds, so that it can say how long they will take.</summary>
    public bool MeasureSpeed { get; init; }

    /// <summary>The command that starts a probe worker, for example <c>dotnet curate.dll probe-worker</c>.</summary>
    public required WorkerCommand ProbeWorker { get; init; }
}
