using DataCuration.Probes.Native;

namespace DataCuration.Probes.Worker;

/// <summary>
/// Finds <c>curate-probe</c>, which carries libtorch, beside an installed <c>curate</c>. Only the same version counts: another one may train other bits.
/// Tools lie either in the NuGet folder (tool manifests, <c>dotnet tool exec</c>, builds with DataCuration.Sdk) or in a store (<c>dotnet tool install -g</c>).
/// </summary>
public static class ProbeTool
{
    private const string Package = "datacuration.probetool";

    /// <summary>The path of curate-probe.dll; null when it is not installed, or curate itself is not an installed tool.</summary>
    /// <param name="toolFolder">Where curate.dll lies: <c>…/datacuration.tool.linux-x64/0.1.0/tools/net10.0/linux-x64</c>.</param>
    public static string? Find(string toolFolder)
    {
        ArgumentNullException.ThrowIfNull(toolFolder);
        return Candidates(Path.TrimEndingDirectorySeparator(toolFolder), NativeFileNames.RuntimeIdentifier).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Candidates(string toolFolder, string system)
    {
        string? versionFolder = Above(toolFolder, 3);
        if (Above(versionFolder, 2) is not { } packages)
        {
            yield break;
        }

        string version = Path.GetFileName(versionFolder)!;
        string inPackage = Path.Combine($"{Package}.{system}", version, "tools", "net10.0", system, "curate-probe.dll");
        yield return Path.Combine(packages, inPackage);

        // In a store each tool has a folder of its own: STORE/datacuration.tool/0.1.0/datacuration.tool.linux-x64/0.1.0/...
        if (Above(packages, 2) is { } store)
        {
            yield return Path.Combine(store, Package, version, inPackage);
        }
    }

    private static string? Above(string? folder, int levels)
    {
        for (; levels > 0 && folder is not null; levels--)
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
