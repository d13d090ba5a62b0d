using DataCuration.Documents;

namespace DataCuration.Deduplication;

/// <summary>What a keep policy sees of a document.</summary>
/// <param name="Id">The document.</param>
/// <param name="TextBytes">The length of its text.</param>
/// <param name="Score">The policy's score; NaN when it has none.</param>
/// <param name="IsEligible">False for a document that a rule already dropped: it cannot be the copy that stays.</param>
public readonly record struct ClusterMember(DocumentId Id, long TextBytes, double Score, bool IsEligible);
