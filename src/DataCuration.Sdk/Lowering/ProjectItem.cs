namespace DataCuration.Sdk.Lowering;

/// <summary>One item of the project, free of MSBuild's types.</summary>
/// <param name="Name">What Include says: a step's name, or the path as written.</param>
/// <param name="FullPath">The absolute path, for items that are files.</param>
/// <param name="FixedFolder">The last folder before the first wildcard: the default name of a source.</param>
/// <param name="Metadata">Custom metadata in no particular order; names are case-insensitive, as in MSBuild.</param>
internal sealed record ProjectItem(string Name, string FullPath, string FixedFolder, IReadOnlyDictionary<string, string> Metadata);
