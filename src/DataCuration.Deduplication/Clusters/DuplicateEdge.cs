namespace DataCuration.Deduplication.Clusters;

/// <summary>A verified pair, seen from one of its documents.</summary>
/// <param name="Row">The other document's row in the store.</param>
/// <param name="Similarity">1 for exact duplicates, else as the edge test measured it, in single precision.</param>
/// <param name="Kind">Why they are duplicates.</param>
public readonly record struct DuplicateEdge(int Row, double Similarity, DuplicateKind Kind);
