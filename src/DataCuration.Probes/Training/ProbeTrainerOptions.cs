namespace DataCuration.Probes.Training;

/// <summary>How a run is watched and kept; changes nothing in its result.</summary>
internal sealed record ProbeTrainerOptions
{
    /// <summary>Where checkpoints go and are looked for; null: none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>At least this long between checkpoints. A minute is what a stopped run then loses at most, cooldowns of shorter lengths apart.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Measures the interval.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called when losses have been read: after every step on a CPU, after some on a GPU.</summary>
    public Action<ProbeProgress> Progress { get; init; } = static _ => { };
}
