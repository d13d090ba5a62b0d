using System.Diagnostics;

namespace DataCuration.EndToEnd.Tests.Packages;

/// <summary>A user's machine that has the SDK and a feed and nothing else: a folder with package folder, templates and home of its own.</summary>
internal sealed class PackageConsumer : IDisposable
{
    /// <summary>No other feed has it, and no cache holds an older build of it.</summary>
    public const string Version = "0.1.0-test";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("curate-packages-");

    public PackageConsumer()
    {
        // Nothing above the folder may take part: an empty Directory.Build.props ends MSBuild's search.
        File.WriteAllText(PathOf("Directory.Build.props"), "<Project />");
        File.WriteAllText(PathOf("Directory.Build.targets"), "<Project />");
        File.WriteAllText(PathOf("nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    public string Feed => PathOf("feed");

    public string PathOf(string path) => Path.Combine(_folder.FullName, path);

    /// <summary>Makes the packages of this checkout; what only packing needs comes from the developer's own package folder.</summary>
    public (int ExitCode, string Output) Pack() =>
        Dotnet(Readme.Root, isolated: false, "msbuild", "tools/Packages/Packages.proj", "-nologo", "-v:m", $"-p:Feed={Feed}", $"-p:PackageVersion={Version}");

    /// <summary>A command of <c>dotnet</c> as the user runs it.</summary>
    public (int ExitCode, string Output) Dotnet(string folder, params string[] arguments) => Dotnet(PathOf(folder), isolated: true, arguments);

    public void Dispose() => _folder.Delete(recursive: true);

    private (int ExitCode, string Output) Dotnet(string folder, bool isolated, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        if (isolated)
        {
            start.Environment["DOTNET_CLI_HOME"] = PathOf("home");
            start.Environment["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "1";
            start.Environment["NUGET_PACKAGES"] = PathOf("packages");
            start.Environment["XDG_CACHE_HOME"] = PathOf("home/cache");
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
