using DataCuration.Pipelines.Ranks;

namespace DataCuration.Cli.Batch;

/// <summary>A recipe as a scheduler is to run it.</summary>
internal sealed record BatchJob
{
    /// <summary>The recipe's name; names the jobs.</summary>
    public required string Name { get; init; }

    /// <summary>The command that starts this tool.</summary>
    public required IReadOnlyList<string> Tool { get; init; }

    /// <summary>What follows it on each rank: <c>run RECIPE --work DIR</c> and the assignments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The work directory, absolute; on a file system that all machines see.</summary>
    public required string WorkDirectory { get; init; }

    /// <summary>The stages.</summary>
    public required IReadOnlyList<BatchStage> Stages { get; init; }

    /// <summary>Processes for stages of many tasks.</summary>
    public required int World { get; init; }

    /// <summary>Threads of each process.</summary>
    public required int Jobs { get; init; }

    /// <summary>Memory of each process as the user wrote it; null for the scheduler's default.</summary>
    public string? Memory { get; init; }

    /// <summary>Slurm: partition; null for the default.</summary>
    public string? Partition { get; init; }

    /// <summary>Slurm: time limit of each process, for example <c>04:00:00</c>; null for the default.</summary>
    public string? TimeLimit { get; init; }

    /// <summary>GPUs for each process that trains probes.</summary>
    public int Gpus { get; init; }

    /// <summary>Kubernetes: the image that holds the tool.</summary>
    public string Image { get; init; } = "datacuration:latest";

    /// <summary>Kubernetes: the claim of the volume that holds shards, recipe and work directory.</summary>
    public string VolumeClaim { get; init; } = "curation";

    /// <summary>Kubernetes: where that volume is mounted.</summary>
    public string MountPath { get; init; } = "/data";
}
