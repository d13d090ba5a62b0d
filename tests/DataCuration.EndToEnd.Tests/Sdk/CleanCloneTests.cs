using System.Diagnostics;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>
/// A solution of this repository's shape, never built before: its own root files, its own pipelines/Directory.Build files and its own tasks, with the fake
/// tool in the place of the tool, because that compiles in seconds.
/// </summary>
public sealed class CleanCloneTests : IDisposable
{
    private static readonly string[] RootFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "BannedSymbols.txt", ".editorconfig"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clone-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Solution_builds_in_parallel_on_a_clean_clone_and_its_Curate_target_passes_projects_that_have_none()
    {
        Populate();

        (int code, string output) = Dotnet("build all.sln -m:2 -p:RunAnalyzers=false");

        code.Should().Be(0, output);
        output.Should().NotContain("MSB4062", "tasks are built before a pipeline loads them");
        File.Exists(PathOf("artifacts/curation/demo/dataset/manifest.json")).Should().BeTrue(output);
        File.Exists(PathOf("artifacts/bin/demo/debug/report/index.html")).Should().BeTrue(output);
        Directory.Exists(PathOf("pipelines/artifacts")).Should().BeFalse("a Directory.Build.props further down does not move the artifacts");

        File.AppendAllText(PathOf("pipelines/demo/data/one.jsonl"), "{}\n");
        (code, output) = Dotnet("build all.sln -m:2 -p:RunAnalyzers=false --no-restore -t:Curate");

        code.Should().Be(0, output);
        output.Should().NotContain("MSB4057").And.Contain("ingest: ");
        (_, output) = Dotnet("build pipelines/demo -getProperty:CurationTaskFactory");
        output.Trim().Should().Be("TaskHostFactory", "a build node that lives on would keep an old task assembly loaded");
    }

    private void Populate()
    {
        foreach (string file in RootFiles)
        {
            Copy(file, file);
        }

        foreach (string file in (string[])["pipelines/Directory.Build.props", "pipelines/Directory.Build.targets", "src/DataCuration.Sdk/packages.lock.json"])
        {
            Copy(file, file);
        }

        string sdk = Path.Combine(Readme.Root, "src/DataCuration.Sdk");
        foreach (string file in (string[])[.. Directory.EnumerateFiles(sdk, "*.cs", SearchOption.AllDirectories), .. Directory.EnumerateFiles(sdk, "*.props", SearchOption.AllDirectories), .. Directory.EnumerateFiles(sdk, "*.targets", SearchOption.AllDirectories), .. Directory.EnumerateFiles(sdk, "*.csproj")])
        {
            string path = Path.GetRelativePath(Readme.Root, file);
            Copy(path, path);
        }

        Copy("tests/DataCuration.EndToEnd.Tests/Sdk/FakeCurate/Program.cs", "src/DataCuration.Cli/Program.cs");
        Write("src/DataCuration.Cli/DataCuration.Cli.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <AssemblyName>curate</AssemblyName>
              </PropertyGroup>
            </Project>
            """);
        Write("pipelines/demo/data/one.jsonl", "{}\n");
        Write("pipelines/demo/demo.curateproj", """
            <Project>
              <Import Project="../../src/DataCuration.Sdk/Sdk/Sdk.props" />
              <ItemGroup>
                <Corpus Include="data/*.jsonl" />
              </ItemGroup>
              <Import Project="../../src/DataCuration.Sdk/Sdk/Sdk.targets" />
            </Project>
            """);
        Dotnet("new sln --name all --format sln").ExitCode.Should().Be(0);
        // The pipeline first: nothing but its references may put the tasks before it.
        (int code, string output) = Dotnet("sln all.sln add pipelines/demo/demo.curateproj src/DataCuration.Sdk/DataCuration.Sdk.csproj src/DataCuration.Cli/DataCuration.Cli.csproj");
        code.Should().Be(0, output);
    }

    private string PathOf(string path) => Path.Combine(_folder.FullName, path);

    private void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(to))!);
        File.Copy(Path.Combine(Readme.Root, from), PathOf(to));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    private (int ExitCode, string Output) Dotnet(string arguments)
    {
        ProcessStartInfo start = PipelineFolder.StartOf(arguments, _folder.FullName);
        start.Environment["FAKE_JOURNAL"] = PathOf("journal");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
