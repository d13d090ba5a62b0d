using System.Runtime.InteropServices;

namespace DataCuration.Probes.Native;

/// <summary>
/// Stops OpenMP's threads from spinning while they wait: on a machine that is shared, two spinning threads took 7,520 ms a step
/// where waiting ones took 1,725 ms. Variables that the user has set are left alone.
/// </summary>
internal static partial class OpenMpSettings
{
    /// <summary>What <see cref="Apply"/> sets; a parent process passes the same to its workers.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> Variables =
        [new("OMP_WAIT_POLICY", "PASSIVE"), new("GOMP_SPINCOUNT", "0")];

    /// <summary>Sets the variables for libraries loaded later in this process.</summary>
    public static void Apply()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach ((string name, string value) in Variables)
        {
            // .NET keeps its own copy of the environment; libgomp reads libc's.
            _ = SetVariable(name, value, overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
