namespace DataCuration.Documents.Recipes;

/// <summary>A file that a recipe's pattern matched.</summary>
/// <param name="Source">The source's or evaluation set's name.</param>
/// <param name="RelativePath">Relative to the recipe's base folder, with forward slashes.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Length">Bytes.</param>
public sealed record ResolvedFile(string Source, string RelativePath, string FullPath, long Length);
