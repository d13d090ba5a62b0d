namespace DataCuration.Deduplication.Paragraphs;

/// <summary>A line or paragraph of a text.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">The byte after its last character.</param>
/// <param name="Next">Where the next piece starts: after the line breaks.</param>
internal readonly record struct TextPiece(int Start, int End, int Next);
