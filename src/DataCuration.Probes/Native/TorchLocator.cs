using System.Text.Json;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Probes.Native;

/// <summary>Finds libtorch and the glue on disk, without loading anything. Thread-safe.</summary>
internal static class TorchLocator
{
    /// <summary>The releases that the managed part was compiled against; another libtorch has another binary interface.</summary>
    public const string TorchSharpVersion = "0.107.0";

    /// <inheritdoc cref="TorchSharpVersion"/>
    public const string LibTorchVersion = "2.10.0";

    /// <summary>The first place that has both.</summary>
    /// <param name="options">Where the user wants it to be looked for.</param>
    /// <param name="programDirectory">Where <c>torch.paths.json</c> would be.</param>
    /// <param name="packageFolder">The NuGet package folder.</param>
    /// <exception cref="DiagnosticException">DC3001: nothing found; DC3003: the directory that the user named has no libtorch.</exception>
    public static TorchLocation Find(TorchRuntimeOptions options, string programDirectory, string packageFolder)
    {
        (string? glueDirectory, string? libraryDirectory) = ReadPaths(Path.Combine(programDirectory, "torch.paths.json"));
        string native = Path.Combine("runtimes", NativeFileNames.RuntimeIdentifier, "native");
        string gluePackage = Path.Combine(packageFolder, "torchsharp", TorchSharpVersion, native);
        string libraryPackage = Path.Combine(
            packageFolder, "libtorch-cpu-" + NativeFileNames.RuntimeIdentifier, LibTorchVersion, native);

        if (options.LibraryDirectory is { Length: > 0 } chosen)
        {
            string? missing = MissingLibrary(chosen);
            string? glue = FindGlue(chosen, programDirectory, glueDirectory, gluePackage);
            if (missing is not null || glue is null)
            {
                throw Fail(
                    "DC3003",
                    $"The libtorch directory '{chosen}' has no {missing ?? NativeFileNames.Of("LibTorchSharp")}. "
                    + $"Expected the 'lib' directory of libtorch or PyTorch {LibTorchVersion}; check --torch-lib and {TorchRuntimeOptions.LibraryDirectoryVariable}.");
            }

            return new TorchLocation(chosen, glue, "option");
        }

        // curate-probe's package holds everything in one folder.
        if (MissingLibrary(programDirectory) is null && FindGlue(programDirectory) is { } ownGlue)
        {
            return new TorchLocation(programDirectory, ownGlue, "program");
        }

        if (libraryDirectory is not null && MissingLibrary(libraryDirectory) is null
            && FindGlue(libraryDirectory, programDirectory, glueDirectory, gluePackage) is { } builtGlue)
        {
            return new TorchLocation(libraryDirectory, builtGlue, "torch.paths.json");
        }

        if (MissingLibrary(libraryPackage) is null
            && FindGlue(libraryPackage, programDirectory, glueDirectory, gluePackage) is { } packageGlue)
        {
            return new TorchLocation(libraryPackage, packageGlue, "nuget");
        }

        throw Fail(
            "DC3001",
            $"libtorch {LibTorchVersion}, which trains the probes, was not found: neither the program nor torch.paths.json in '{programDirectory}' "
            + $"nor the NuGet folder '{packageFolder}' leads to libtorch-cpu-{NativeFileNames.RuntimeIdentifier} {LibTorchVersion} "
            + $"and TorchSharp {TorchSharpVersion}. Install the tool that carries it (dotnet tool install DataCuration.ProbeTool), build from the repository (dotnet restore downloads both), or name a directory with --torch-lib.");
    }

    /// <summary>NUGET_PACKAGES, or ~/.nuget/packages.</summary>
    public static string PackageFolder() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string? MissingLibrary(string directory)
    {
        foreach (string name in (string[])["c10", "torch_cpu", "torch"])
        {
            if (!File.Exists(Path.Combine(directory, NativeFileNames.Of(name))))
            {
                return NativeFileNames.Of(name);
            }
        }

        return null;
    }

    private static string? FindGlue(params ReadOnlySpan<string?> directories)
    {
        foreach (string? directory in directories)
        {
            if (directory is not null)
            {
                string path = Path.Combine(directory, NativeFileNames.Of("LibTorchSharp"));
                if (File.Exists(path)) return path;
            }
        }

        return null;
    }

    private static (string? Glue, string? LibTorch) ReadPaths(string path)
    {
        if (!File.Exists(path)) return (null, null);
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return (json.RootElement.GetProperty("glue").GetString(), json.RootElement.GetProperty("libtorch").GetString());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A damaged file is as good as none: the NuGet folder is looked at next.
            return (null, null);
        }
    }

    private static DiagnosticException Fail(string code, string message) =>
        new(Diagnostic.Error(code, message), ExitCode.Failed);
}
