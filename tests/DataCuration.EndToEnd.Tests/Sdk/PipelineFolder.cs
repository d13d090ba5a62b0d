using System.Diagnostics;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>A pipeline project in a folder outside the repository, alone in its parent, built with a real <c>dotnet build</c> against the fake curate.</summary>
internal sealed class PipelineFolder : IDisposable
{
    private const string DefaultBody = """
          <PropertyGroup><TrainingComputeBudget>3e19</TrainingComputeBudget></PropertyGroup>
          <ItemGroup>
            <Corpus Include="data/books/**/*.jsonl" />
            <Corpus Include="data/web/*.warc" Name="crawl" Format="Warc" />
            <Curation Include="GopherQuality" MinWords="40" />
            <Curation Include="Probes" Epochs="1;2" />
            <Evaluation Include="data/held-out.jsonl" />
          </ItemGroup>
        """;

    /// <summary>The configuration that this repository was built in: debug or release.</summary>
    public static readonly string Configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
    private static readonly string Artifacts = Path.Combine(Readme.Root, "artifacts/bin");
    private const string FolderOfRestore = "{FOLDER}";

    /// <summary>The files that restore writes for a project here, and their texts with <see cref="FolderOfRestore"/> for the folder.</summary>
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Restored = new(() =>
    {
        using PipelineFolder folder = new();
        BuildResult restore = folder.Run($"restore demo.curateproj {Tools}");
        restore.ExitCode.Should().Be(0, restore.Output);
        return Directory.EnumerateFiles(folder.PathOf("obj")).ToDictionary(
            path => Path.GetRelativePath(folder.PathOf("."), path),
            path => File.ReadAllText(path).Replace(folder._folder.FullName, FolderOfRestore, StringComparison.Ordinal));
    });

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("pipeline-");
    private readonly DirectoryInfo _folder;

    public PipelineFolder(string body = DefaultBody)
    {
        _folder = _parent.CreateSubdirectory("project");
        Write("data/books/a/one.jsonl", "{}");
        Write("data/books/two.jsonl", "{}");
        Write("data/web/pages.warc", "");
        Write("data/held-out.jsonl", "{}");
        WritePipeline("demo.curateproj", body);
    }

    public string Journal => PathOf("journal");

    public string PathOf(string path) => Path.Combine(_folder.FullName, path);

    public bool Has(string path) => Path.Exists(PathOf(path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    public void WritePipeline(string path, string body) => Write(path, $"""
        <Project>
          <Import Project="{Readme.Root}/src/DataCuration.Sdk/Sdk/Sdk.props" />
        {body}
          <Import Project="{Readme.Root}/src/DataCuration.Sdk/Sdk/Sdk.targets" />
        </Project>
        """);

    /// <summary>A copy of the fake tool in the folder, whose date a test may change; its path.</summary>
    public string CopyTool()
    {
        DirectoryInfo copy = _folder.CreateSubdirectory("tool");
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Artifacts, "FakeCurate", Configuration), "FakeCurate.*"))
        {
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        }

        return Path.Combine(copy.FullName, "FakeCurate.dll");
    }

    /// <summary>Builds; <paramref name="onLine"/> sees each line and the process's id while it runs. What restore writes is the same in every folder, so it runs once for all of them.</summary>
    public BuildResult Build(string arguments = "", string behaviour = "", Action<string, int>? onLine = null)
    {
        foreach ((string path, string text) in Restored.Value.Where(file => !Has(file.Key)))
        {
            Write(path, text.Replace(FolderOfRestore, _folder.FullName, StringComparison.Ordinal));
        }

        return Run($"build demo.curateproj --no-restore -nologo -tl:off -nodeReuse:false {Tools} {arguments}", behaviour, onLine);
    }

    /// <summary>The properties that point a project to the tasks and the fake tool that this repository built.</summary>
    public static string Tools { get; } = $"-p:CurationTaskAssembly={Artifacts}/DataCuration.Sdk/{Configuration}/DataCuration.Sdk.dll -p:CurationToolAssembly={Artifacts}/FakeCurate/{Configuration}/FakeCurate.dll";

    /// <summary>Any command of <c>dotnet</c> in the folder; <paramref name="cores"/> is what MSBuild may grant, all when null.</summary>
    public BuildResult Run(string arguments, string behaviour = "", Action<string, int>? onLine = null, int? cores = null)
    {
        if (Directory.Exists(Journal))
        {
            Directory.Delete(Journal, recursive: true);
        }

        ProcessStartInfo start = StartOf(arguments, _folder.FullName);
        if (cores is { } limit)
        {
            start.Environment["MSBUILDCORELIMIT"] = $"{limit}";
        }

        start.Environment["FAKE_JOURNAL"] = Journal;
        start.Environment["FAKE_BEHAVIOUR"] = behaviour;
        using Process process = Process.Start(start)!;
        List<string> lines = [];
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
            onLine?.Invoke(line, process.Id);
        }

        process.WaitForExit();
        string[] starts = Directory.Exists(Journal) ? [.. Directory.GetFiles(Journal).Order(StringComparer.Ordinal).Select(File.ReadAllText)] : [];
        return new BuildResult(process.ExitCode, string.Join('\n', lines), starts);
    }

    /// <summary>A command of <c>dotnet</c> as a user gives it: nothing of the build that runs the tests is inherited.</summary>
    public static ProcessStartInfo StartOf(string arguments, string folder)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            Arguments = arguments,
        };
        foreach (string inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return start;
    }

    public void Dispose() => _parent.Delete(recursive: true);
}
