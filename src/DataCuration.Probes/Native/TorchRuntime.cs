using System.Runtime.InteropServices;
using System.Runtime.Loader;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Probes.Native;

/// <summary>
/// Loads libtorch and TorchSharp's glue from where they lie, before TorchSharp looks for them itself (its own search copies half
/// a gigabyte beside the program and prints to standard output). Once a process; thread-safe.
/// </summary>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> Handles = [];
    private static TorchRuntimeInfo? _loaded;

    /// <summary>Loads everything, or says what is missing; later calls return the first call's answer.</summary>
    /// <param name="options">Where to look.</param>
    /// <returns>What was loaded.</returns>
    /// <exception cref="DiagnosticException">
    /// DC3001: libtorch was not found; DC3002: it was found but cannot be loaded; DC3003: the given directory has no libtorch.
    /// </exception>
    public static TorchRuntimeInfo Load(TorchRuntimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        lock (Gate)
        {
            return _loaded ??= LoadOnce(options);
        }
    }

    internal static TorchLocation Locate(TorchRuntimeOptions options)
    {
        string? chosen = options.LibraryDirectory
            ?? Environment.GetEnvironmentVariable(TorchRuntimeOptions.LibraryDirectoryVariable);
        return TorchLocator.Find(
            options with { LibraryDirectory = chosen }, AppContext.BaseDirectory, TorchLocator.PackageFolder());
    }

    private static TorchRuntimeInfo LoadOnce(TorchRuntimeOptions options)
    {
        TorchLocation location = Locate(options);
        if (location.FoundBy == "option") ThrowIfIncompatible(location);
        OpenMpSettings.Apply();
        foreach (string name in (string[])["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"])
        {
            string path = Path.Combine(location.LibraryDirectory, NativeFileNames.Of(name));
            // The CUDA libraries are there in CUDA builds only; loading them is what makes the devices visible.
            if (name.EndsWith("cuda", StringComparison.Ordinal) && !File.Exists(path)) continue;
            if (!TryLoad(path, out nint handle, out string reason)) throw Fail(path, reason);
            Handles[name] = handle;
        }

        bool patched = LoadGlue(location, options.CacheDirectory);
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Handles.GetValueOrDefault(name);
        return new TorchRuntimeInfo
        {
            LibraryDirectory = location.LibraryDirectory,
            GluePath = location.GluePath,
            FoundBy = location.FoundBy,
            IsPatched = patched,
        };
    }

    /// <summary>The package's own libraries fit; the user's may be of another release. Its missing names are said before the linker stumbles over one.</summary>
    private static void ThrowIfIncompatible(TorchLocation location)
    {
        if (TorchPreflight.Examine(location.GluePath, location.LibraryDirectory) is { MissingAtLoad.Count: > 0 } report)
        {
            throw Fail(location.LibraryDirectory, $"it does not fit TorchSharp {TorchLocator.TorchSharpVersion}'s native glue: {report.Explain()}.");
        }
    }

    /// <summary>The glue as it is; failing that, a copy for older C++ runtimes.</summary>
    private static bool LoadGlue(TorchLocation location, string? cacheDirectory)
    {
        if (TryLoad(location.GluePath, out nint handle, out string reason))
        {
            Handles["LibTorchSharp"] = handle;
            return false;
        }

        if (!OperatingSystem.IsLinux() || PatchedGlue.Write(location.GluePath, cacheDirectory) is not { } patched)
        {
            throw Fail(location.GluePath, reason);
        }

        bool isLoaded = TryLoad(patched.Path, out handle, out string patchedReason);
        patched.RemoveIfTemporary();
        if (!isLoaded)
        {
            throw Fail(location.GluePath, reason + " A copy for older C++ runtimes failed too: " + patchedReason);
        }

        Handles["LibTorchSharp"] = handle;
        return true;
    }

    private static bool TryLoad(string path, out nint handle, out string reason)
    {
        try
        {
            handle = NativeLibrary.Load(path);
            reason = "";
            return true;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            handle = 0;
            reason = exception.Message.ReplaceLineEndings(" ").Trim();
            return false;
        }
    }

    private static DiagnosticException Fail(string path, string reason)
    {
        string remedy = OperatingSystem.IsWindows()
            ? $"The Windows package of TorchSharp {TorchLocator.TorchSharpVersion} lacks imports that libtorch {TorchLocator.LibTorchVersion} does not export "
                + "(dotnet/TorchSharp issue 1567): run the probes in WSL or on Linux; everything up to the pools works here."
            : "Probes need glibc 2.34 and libstdc++ 6.0.30 (GCC 12) or later on x86-64, "
                + "and libraries of one release: remove --torch-lib to use the package's own, or see 'curate doctor'.";
        return new DiagnosticException(Diagnostic.Error("DC3002", $"'{path}' cannot be loaded: {reason} {remedy}"), ExitCode.Failed);
    }
}
