using System.IO.Enumeration;

namespace DataCuration.Documents.Recipes;

/// <summary>
/// File patterns: <c>*</c> and <c>?</c> within a name, <c>**</c> for any number of folders. Matching is case-sensitive and the result sorted, so it
/// is the same on every machine. Folders that are links are followed once, never into a loop.
/// </summary>
internal static class FilePattern
{
    public static IReadOnlyList<string> Match(string baseDirectory, string pattern)
    {
        string[] segments = pattern.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        string start = Path.IsPathRooted(pattern) ? Path.GetPathRoot(pattern)! : baseDirectory;
        SortedSet<string> found = new(StringComparer.Ordinal);
        Walk(Path.GetFullPath(start), segments, found, []);
        return [.. found];
    }

    private static void Walk(string folder, ReadOnlySpan<string> segments, SortedSet<string> found, HashSet<string> links)
    {
        if (segments.IsEmpty || !Directory.Exists(folder))
        {
            return;
        }

        string segment = segments[0];
        if (segment is "." or "..")
        {
            Walk(Path.GetFullPath(Path.Combine(folder, segment)), segments[1..], found, links);
        }
        else if (segment == "**")
        {
            Walk(folder, segments[1..], found, links);
            foreach (string child in Folders(folder, links))
            {
                Walk(child, segments, found, links);
            }
        }
        else if (segments.Length == 1)
        {
            foreach (string file in Directory.EnumerateFiles(folder).Where(file => FileSystemName.MatchesSimpleExpression(segment, Path.GetFileName(file), ignoreCase: false)))
            {
                found.Add(file);
            }
        }
        else
        {
            foreach (string child in Folders(folder, links).Where(child => FileSystemName.MatchesSimpleExpression(segment, Path.GetFileName(child), ignoreCase: false)))
            {
                Walk(child, segments[1..], found, links);
            }
        }
    }

    private static string[] Folders(string folder, HashSet<string> links) =>
        Directory.EnumerateDirectories(folder)
            .Where(child => (File.GetAttributes(child) & FileAttributes.ReparsePoint) == 0 || links.Add(child))
            .ToArray();
}
