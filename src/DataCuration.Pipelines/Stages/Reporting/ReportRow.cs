using DataCuration.Documents;
using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>What the report's pass sees of a document.</summary>
internal readonly record struct ReportRow(
    DocumentId Id, string Source, DocumentOutcome Outcome, string? Pool, double Score, double Tokens, long TextBytes, DocumentId Cluster, int ClusterSize, double Similarity);
