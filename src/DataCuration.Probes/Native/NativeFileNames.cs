using System.Runtime.InteropServices;

namespace DataCuration.Probes.Native;

/// <summary>File names of shared libraries on the running system.</summary>
internal static class NativeFileNames
{
    /// <summary>For example <c>libtorch_cpu.so</c>, <c>torch_cpu.dll</c> or <c>libtorch_cpu.dylib</c>.</summary>
    public static string Of(string name) =>
        OperatingSystem.IsWindows() ? name + ".dll"
        : OperatingSystem.IsMacOS() ? "lib" + name + ".dylib"
        : "lib" + name + ".so";

    /// <summary>The part of a NuGet runtime folder for this machine, for example <c>linux-x64</c>.</summary>
    public static string RuntimeIdentifier
    {
        get
        {
            string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return system + "-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        }
    }
}
