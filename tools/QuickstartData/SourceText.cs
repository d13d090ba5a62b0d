namespace DataCuration.QuickstartData;

/// <summary>One document of a corpus.</summary>
/// <param name="Id">The corpus's own id; the only thing that decides where the document goes.</param>
/// <param name="Text">The text.</param>
/// <param name="Url">The address, when the corpus has one.</param>
/// <param name="Label">The corpus's own label, when it has one.</param>
internal sealed record SourceText(string Id, string Text, string? Url = null, string? Label = null);
