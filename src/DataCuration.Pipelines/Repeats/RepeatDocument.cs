using DataCuration.Documents;

namespace DataCuration.Pipelines.Repeats;

/// <summary>What a search for repeated text sees of a document.</summary>
/// <param name="Id">The document.</param>
/// <param name="Text">Its text as UTF-8.</param>
/// <param name="Scope">The scope of lines and paragraphs; 0 is the global one.</param>
/// <param name="TakesPart">False for a document that only has a number: it leaves, so no copy may be cut in its favour.</param>
internal readonly record struct RepeatDocument(DocumentId Id, ReadOnlyMemory<byte> Text, ulong Scope, bool TakesPart);
