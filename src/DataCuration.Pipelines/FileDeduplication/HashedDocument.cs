using DataCuration.Deduplication.Clusters;
using DataCuration.Documents;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>What the first pass keeps of a document.</summary>
internal readonly record struct HashedDocument(DocumentId Id, DocumentSketch Sketch, string Source, long TextBytes, double Score, long Position);
