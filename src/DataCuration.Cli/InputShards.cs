using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.FileDeduplication;

namespace DataCuration.Cli;

/// <summary>Finds the files that a verb on plain files was given.</summary>
internal static class InputShards
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true };

    /// <summary>
    /// Files as given, all files of folders, and those that patterns match. Names are relative to the deepest folder that holds all of them, so the
    /// same files have the same names from wherever they are given.
    /// </summary>
    /// <exception cref="DiagnosticException">DC2055: one of them is no file, or matches none.</exception>
    public static IReadOnlyList<InputShard> Find(IReadOnlyList<string> arguments)
    {
        SortedSet<string> paths = new(StringComparer.Ordinal);
        List<Diagnostic> problems = [];
        foreach (string argument in arguments)
        {
            string[] found = Expand(argument);
            paths.UnionWith(found);
            if (found.Length == 0)
            {
                problems.Add(Diagnostic.Error("DC2055", "There is no such file, and no file matches. Check the path.", argument));
            }
        }

        if (arguments.Count == 0)
        {
            problems.Add(Diagnostic.Error("DC2055", "No files were given. Give files, folders or patterns."));
        }

        if (problems.Count > 0)
        {
            throw new DiagnosticException(problems, ExitCode.Usage);
        }

        string root = CommonFolder(paths);
        return [.. paths.Select(path => new InputShard(path, path[root.Length..].Replace('\\', '/')))];
    }

    private static string[] Expand(string argument)
    {
        if (File.Exists(argument))
        {
            return [Path.GetFullPath(argument)];
        }

        if (Directory.Exists(argument))
        {
            return [.. Directory.EnumerateFiles(argument, "*", Everything).Where(path => !Path.GetFileName(path).StartsWith('.')).Select(Path.GetFullPath)];
        }

        return [.. FilePattern.Match(Path.GetFullPath("."), argument)];
    }

    private static string CommonFolder(SortedSet<string> paths)
    {
        string first = paths.Min!, last = paths.Max!;
        int common = 0;
        while (common < first.Length && common < last.Length && first[common] == last[common])
        {
            common++;
        }

        return first[..(first[..common].LastIndexOf(Path.DirectorySeparatorChar) + 1)];
    }
}
