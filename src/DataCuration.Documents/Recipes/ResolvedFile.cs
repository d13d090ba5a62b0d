namespace DataCuration.Documents.Recipes;

/// <summary>A file that a recipe's pattern matched.</summary>
/// <param name="Source">The source's or evaluation set's name.</param>
/// <param name="RelativePath">Relative to the recipe's base folder, with forward slashes.</param>
/// <param name="FullPath">The absolute path, or the address of a remote file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Version">Of a remote file: what changes when its content does. Null for a local file, whose content itself is hashed.</param>
public sealed record ResolvedFile(string Source, string RelativePath, string FullPath, long Length, string? Version = null);
