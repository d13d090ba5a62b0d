namespace DataCuration.Rephrasing.Segments;

/// <summary>A range of a document. The segments of a document cover it without gap or overlap.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">UTF-16 units, with the white space that follows.</param>
/// <param name="Tokens">Estimated tokens.</param>
/// <param name="Dropped">Why it is not rephrased; null when it is.</param>
public readonly record struct TextSegment(int Start, int Length, int Tokens, string? Dropped);
