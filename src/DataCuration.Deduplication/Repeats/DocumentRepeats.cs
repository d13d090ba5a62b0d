using DataCuration.Documents;

namespace DataCuration.Deduplication.Repeats;

/// <summary>The repeated spans of a document that go, in the order of the text and apart from each other.</summary>
/// <param name="Row">The document's number in the order of adding.</param>
/// <param name="Id">The document.</param>
/// <param name="Spans">At least one.</param>
public sealed record DocumentRepeats(int Row, DocumentId Id, IReadOnlyList<RepeatedSpan> Spans);
