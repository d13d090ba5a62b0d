namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>How alike sampled pairs really are.</summary>
/// <param name="Pairs">Pairs compared; 0 when nothing was removed for similarity.</param>
/// <param name="MeanSimilarity">Mean exact Jaccard similarity of their shingles.</param>
/// <param name="ShareAtThreshold">Share of pairs at the threshold or above.</param>
/// <param name="ShareNearThreshold">Share of pairs at most 0.1 below the threshold, or above.</param>
public sealed record PairSample(int Pairs, double MeanSimilarity, double ShareAtThreshold, double ShareNearThreshold);
