namespace DataCuration.Deduplication.Survivors;

/// <summary>What decides whether a document stays, and where it is. 32 bytes a document, kept on disk.</summary>
/// <param name="TextBytes">Length of its text in bytes.</param>
/// <param name="Score">Its value in the keep policy's column; NaN when it has none.</param>
/// <param name="Position">Its record's position in its file.</param>
/// <param name="Source">Number of its source in the job's list.</param>
/// <param name="File">Number of its file in the job's list.</param>
public readonly record struct DocumentFacts(long TextBytes, double Score, long Position, int Source, int File);
