namespace DataCuration.Deduplication.Clusters;

/// <summary>What clustering needs to know of one text. Immutable.</summary>
/// <param name="ExactHash">The hash of the whole normalised text; null when exact duplicates are not wanted.</param>
/// <param name="BandKeys">The key of each MinHash band; empty when the text is too short for a shingle.</param>
/// <param name="Features">What verifies a pair: see <see cref="EdgeTest"/>; empty when the text is too short.</param>
public sealed record DocumentSketch(UInt128? ExactHash, ReadOnlyMemory<UInt128> BandKeys, ReadOnlyMemory<uint> Features);
