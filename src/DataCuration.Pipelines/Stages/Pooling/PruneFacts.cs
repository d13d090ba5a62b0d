using DataCuration.Documents;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>What pruning knows of a document.</summary>
/// <param name="Cluster">Its cluster; -1 when it took no part.</param>
/// <param name="Distance">1 minus the similarity to the middle of the cluster; NaN when it took no part.</param>
/// <param name="Similarity">The largest similarity to an earlier document of the cluster.</param>
/// <param name="Twin">The document whose meaning it repeats; null when there is none.</param>
/// <param name="Source">Its source.</param>
internal readonly record struct PruneFacts(int Cluster, double Distance, double Similarity, DocumentId? Twin, string Source);
