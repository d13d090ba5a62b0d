using DataCuration.Documents;

namespace DataCuration.Formats.Parquet;

/// <summary>A document of the dataset.</summary>
/// <param name="Document">The document.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Repetitions">How often a training run should see it; at least 1.</param>
/// <param name="Score">The quality score; NaN without a classifier.</param>
public sealed record DatasetDocument(Document Document, string Pool, int Repetitions, double Score);
