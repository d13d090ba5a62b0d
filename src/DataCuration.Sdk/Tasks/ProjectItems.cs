using DataCuration.Sdk.Lowering;
using Microsoft.Build.Framework;

namespace DataCuration.Sdk.Tasks;

/// <summary>Reads MSBuild's items.</summary>
internal static class ProjectItems
{
    /// <summary>An item free of MSBuild's types.</summary>
    /// <param name="item">The item.</param>
    /// <param name="projectFile">The project, absolute.</param>
    public static ProjectItem Read(ITaskItem item, string projectFile)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
        foreach (System.Collections.DictionaryEntry entry in item.CloneCustomMetadata())
        {
            metadata[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        // RecursiveDir is what ** matched; the folder before it is what the author wrote.
        string fullPath = Path.GetFullPath(item.ItemSpec, Path.GetDirectoryName(projectFile)!);
        string folder = Path.GetDirectoryName(fullPath) ?? "";
        string recursive = item.GetMetadata("RecursiveDir").TrimEnd('/', '\\');
        string fixedFolder = recursive.Length > 0 && folder.EndsWith(recursive, StringComparison.Ordinal) ? folder[..^recursive.Length] : folder;
        return new ProjectItem(item.ItemSpec, fullPath, Path.GetFileName(Path.TrimEndingDirectorySeparator(fixedFolder)), metadata);
    }
}
