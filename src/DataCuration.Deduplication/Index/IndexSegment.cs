namespace DataCuration.Deduplication.Index;

/// <summary>The documents that one run added to an index.</summary>
/// <param name="Name">The start of its files' names.</param>
/// <param name="Count">Its documents.</param>
public sealed record IndexSegment(string Name, int Count);
