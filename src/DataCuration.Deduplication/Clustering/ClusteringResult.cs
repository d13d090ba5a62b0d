namespace DataCuration.Deduplication.Clustering;

/// <summary>What clustering found.</summary>
/// <param name="Documents">One entry a document, in the order they were added.</param>
/// <param name="LargeBuckets">Bands with unusually many documents of one key, in words; a sign of templates.</param>
public sealed record ClusteringResult(IReadOnlyList<DuplicateCluster> Documents, IReadOnlyList<string> LargeBuckets);
