namespace DataCuration.Storage.Stores;

/// <summary>A page of a listing.</summary>
/// <param name="Objects">Keys with lengths and entity tags, in the storage's order.</param>
/// <param name="Continuation">Where the next page begins; null at the end.</param>
internal sealed record ObjectPage(IReadOnlyList<(string Key, long Length, string Version)> Objects, string? Continuation);
