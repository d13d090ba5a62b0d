namespace DataCuration.Rephrasing.Segments;

/// <summary>A range that packing does not cut: a sentence, a piece of a long one, a code block or a table.</summary>
internal readonly record struct TextUnit(int Start, int Length, bool IsAtomic);
