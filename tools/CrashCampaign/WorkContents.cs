using System.Security.Cryptography;

namespace DataCuration.CrashCampaign;

/// <summary>Every file of a finished work directory with its hash. What tells of a run and not of its result (state/, but for the records' names) has none.</summary>
internal static class WorkContents
{
    private static readonly string[] OfTheRun = ["state/progress.json", "state/lock", "state/inputs.json"];

    public static SortedDictionary<string, string> Of(string work)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(work, path).Replace('\\', '/');
            if (!OfTheRun.Contains(name))
            {
                files[name] = name.StartsWith("state/", StringComparison.Ordinal) ? "" : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            }
        }

        return files;
    }

    /// <summary>What differs, one line a file; empty when nothing does.</summary>
    public static IReadOnlyList<string> Differences(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual) =>
    [
        .. expected.Keys.Except(actual.Keys).Select(name => $"missing: {name}"),
        .. actual.Keys.Except(expected.Keys).Select(name => $"left behind: {name}"),
        .. expected.Where(file => actual.TryGetValue(file.Key, out string? hash) && hash != file.Value).Select(file => $"other bytes: {file.Key}"),
    ];
}
