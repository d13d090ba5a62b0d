namespace DataCuration.Pipelines.Ranks;

/// <summary>A stage as a scheduler sees it.</summary>
/// <param name="Name">The stage, for <c>--stage</c>.</param>
/// <param name="Ranks">Processes that share it: the world for a stage of many tasks, else 1.</param>
/// <param name="After">The stage whose ranks must all have ended well before; null for the first.</param>
/// <param name="TrainsProbes">Whether a GPU helps.</param>
public sealed record BatchStage(string Name, int Ranks, string? After, bool TrainsProbes);
