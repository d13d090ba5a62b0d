using DataCuration.Documents;

namespace DataCuration.Formats.Parquet;

/// <summary>One row of the dataset: a document with the decision that put it there.</summary>
/// <param name="Document">The document.</param>
/// <param name="Pool">The pool it was placed in.</param>
/// <param name="Repetitions">How often training reads it; at least 1.</param>
/// <param name="Score">The score that chose the pool; NaN when none did.</param>
public readonly record struct DatasetRow(Document Document, string Pool, int Repetitions, double Score);
