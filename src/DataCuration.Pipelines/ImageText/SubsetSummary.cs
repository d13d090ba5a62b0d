namespace DataCuration.Pipelines.ImageText;

/// <summary>What a subset holds.</summary>
/// <param name="File">The uid file.</param>
/// <param name="Entries">Entries, repetitions included: what one pass over the resharded subset sees.</param>
/// <param name="DistinctSamples">Different samples.</param>
/// <param name="Pools">The pools.</param>
public sealed record SubsetSummary(string File, long Entries, long DistinctSamples, IReadOnlyList<SubsetPool> Pools);
