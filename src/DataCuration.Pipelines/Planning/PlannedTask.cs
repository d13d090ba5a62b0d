namespace DataCuration.Pipelines.Planning;

/// <summary>A task that would run.</summary>
/// <param name="Key">The shard, part, pool or probe; <c>*</c> when the number of parts is known only after an earlier stage.</param>
/// <param name="Reason">Why: not done yet, which option changed from what to what, which input changed.</param>
public sealed record PlannedTask(string Key, string Reason);
