using DataCuration.Documents;

namespace DataCuration.Deduplication.Clustering;

/// <summary>A document's place among its duplicates.</summary>
/// <param name="ClusterId">The smallest id in its cluster; its own when it is alone.</param>
/// <param name="Size">Documents in the cluster.</param>
/// <param name="Neighbour">The document joined to it by the most similar verified edge; null when it is alone.</param>
/// <param name="Similarity">That edge's similarity: the share of equal minimum hashes, 1 for equal texts; 0 when it is alone.</param>
public readonly record struct DuplicateCluster(DocumentId ClusterId, int Size, DocumentId? Neighbour, double Similarity);
