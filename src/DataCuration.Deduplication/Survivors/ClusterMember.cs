using DataCuration.Documents;

namespace DataCuration.Deduplication.Survivors;

/// <summary>What decides whether a document of a cluster stays.</summary>
/// <param name="Id">The document.</param>
/// <param name="TextBytes">Length of its text in bytes.</param>
/// <param name="Score">Its value in the policy's column; ignored by policies without one. NaN when it has none.</param>
/// <param name="IsEligible">It passed the rules before deduplication; a document that did not can neither stay nor make others leave.</param>
public readonly record struct ClusterMember(DocumentId Id, long TextBytes, double Score, bool IsEligible);
