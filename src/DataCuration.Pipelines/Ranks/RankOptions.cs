namespace DataCuration.Pipelines.Ranks;

/// <summary>
/// A process's place among several that run one recipe in one work directory, on one machine or many with a shared folder. The split changes no
/// byte of the results: tasks are the same, only who runs them differs.
/// </summary>
public sealed record RankOptions
{
    /// <summary>How long a rank may show no sign of life before others take its tasks: above the attribute caching of network file systems.</summary>
    public static readonly TimeSpan DefaultTakeOverAfter = TimeSpan.FromSeconds(120);

    /// <summary>This process: 0 to <see cref="World"/> - 1.</summary>
    public required int Rank { get; init; }

    /// <summary>How many there are; at least 1.</summary>
    public required int World { get; init; }

    /// <summary>
    /// The one stage whose share is to be done; the stages before it must be complete, as a scheduler's dependencies see to. Null: all stages,
    /// waiting at each for the other ranks.
    /// </summary>
    public string? Stage { get; init; }

    /// <summary>See <see cref="DefaultTakeOverAfter"/>.</summary>
    public TimeSpan TakeOverAfter { get; init; } = DefaultTakeOverAfter;
}
