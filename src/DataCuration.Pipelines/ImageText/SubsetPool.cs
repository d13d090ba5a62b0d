namespace DataCuration.Pipelines.ImageText;

/// <summary>What of a pool is in a subset.</summary>
/// <param name="Name">The pool.</param>
/// <param name="Epochs">Copies of each sample that were asked for, on average.</param>
/// <param name="Samples">Samples of the pool.</param>
/// <param name="Entries">Entries in the subset.</param>
public sealed record SubsetPool(string Name, double Epochs, long Samples, long Entries);
