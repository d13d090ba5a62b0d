namespace DataCuration.Pipelines.State;

/// <summary>
/// The proof that a task is done, written last: what it was made from and what it made. A task whose fingerprint equals the record's and
/// whose outputs are intact is skipped.
/// </summary>
public sealed record CompletionRecord
{
    /// <summary>The stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>The task's key: a shard, a part, a pool, or <c>all</c>.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 over stage, algorithm version, options and inputs.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The stage's algorithm version.</summary>
    public required string AlgorithmVersion { get; init; }

    /// <summary>The task's own options as canonical JSON; kept so that a plan can say what changed.</summary>
    public required string Options { get; init; }

    /// <summary>What the task read.</summary>
    public required IReadOnlyList<TaskInput> Inputs { get; init; }

    /// <summary>What the task wrote.</summary>
    public required IReadOnlyList<TaskOutput> Outputs { get; init; }

    /// <summary>What went through it.</summary>
    public required TaskCounts Counts { get; init; }
}
