namespace DataCuration.Quality.Selection;

/// <summary>Which pool each document is in, and where the pools meet.</summary>
/// <param name="PoolIndex">A pool a document, 0 for the best; <see cref="QuantilePools.Unscored"/> when its score is NaN.</param>
/// <param name="ScoreEdges">
/// For each pool the lowest score in it: the score at which it meets the next. NaN for an empty pool. Documents that tie with an edge may lie
/// on either side of it.
/// </param>
public sealed record PoolAssignment(int[] PoolIndex, double[] ScoreEdges);
