using System.Buffers;
using System.IO.Enumeration;

namespace DataCuration.Documents.Recipes;

/// <summary>
/// File patterns: <c>*</c> and <c>?</c> within a name, <c>**</c> for any number of folders. Matching is case-sensitive and the result sorted, so it
/// is the same on every machine. Links to folders are followed unless they lead back to a folder on the way to them.
/// </summary>
public static class FilePattern
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*?");

    /// <summary>The absolute paths of the files that match, in ordinal order, each once.</summary>
    public static IReadOnlyList<string> Match(string baseDirectory, string pattern)
    {
        string[] segments = pattern.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        string start = Path.GetFullPath(Path.IsPathRooted(pattern) ? Path.GetPathRoot(pattern)! : baseDirectory);
        SortedSet<string> found = new(StringComparer.Ordinal);
        if (!Directory.Exists(start)) return [];
        Walk(start, Real(start), segments, found, []);
        return [.. found];
    }

    /// <param name="folder">Where to look.</param>
    /// <param name="real">The same folder with links resolved.</param>
    /// <param name="segments">What is left of the pattern.</param>
    /// <param name="found">The result.</param>
    /// <param name="way">The real folders above: one that comes again is a loop.</param>
    private static void Walk(string folder, string real, ReadOnlySpan<string> segments, SortedSet<string> found, HashSet<string> way)
    {
        if (segments.IsEmpty || !way.Add(real)) return;
        string segment = segments[0];
        if (segment is "." or "..")
        {
            string next = Path.GetFullPath(Path.Combine(folder, segment));
            if (Directory.Exists(next)) Walk(next, Real(next), segments[1..], found, []);
        }
        else if (segment == "**")
        {
            WalkAll(folder, real, segments, found, way);
        }
        else if (segments.Length == 1)
        {
            found.UnionWith(Entries(folder, segment, Directory.EnumerateFiles).Where(IsFile));
        }
        else
        {
            foreach (string child in Entries(folder, segment, Directory.EnumerateDirectories).Where(Directory.Exists))
            {
                Walk(child, RealChild(real, child), segments[1..], found, way);
            }
        }

        way.Remove(real);
    }

    private static void WalkAll(string folder, string real, ReadOnlySpan<string> segments, SortedSet<string> found, HashSet<string> way)
    {
        ReadOnlySpan<string> rest = segments.Length == 1 ? ["*"] : segments[1..];
        way.Remove(real);
        Walk(folder, real, rest, found, way);
        way.Add(real);
        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            Walk(child, RealChild(real, child), segments, found, way);
        }
    }

    // A name without wildcards is looked up and not searched for: the folders above a recipe need not be readable.
    private static IEnumerable<string> Entries(string folder, string segment, Func<string, IEnumerable<string>> enumerate) =>
        segment.AsSpan().ContainsAny(Wildcards)
            ? enumerate(folder).Where(path => FileSystemName.MatchesSimpleExpression(segment, Path.GetFileName(path), ignoreCase: false))
            : [Path.Combine(folder, segment)];

    // A link to nothing exists as a link.
    private static bool IsFile(string path) =>
        File.Exists(path) && (new FileInfo(path).LinkTarget is null || File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo { Exists: true });

    private static string RealChild(string realFolder, string child) => Real(Path.Combine(realFolder, Path.GetFileName(child)));

    private static string Real(string folder) => new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
}
