using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Native;

namespace DataCuration.Probes.Tests.Native;

public sealed class TorchLocatorTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Nothing_anywhere_is_DC3001_and_names_the_places()
    {
        Diagnostic diagnostic = Failure(new TorchRuntimeOptions());

        diagnostic.Code.Should().Be("DC3001");
        diagnostic.Message.Should().Contain(_folder.File("program")).And.Contain(_folder.File("packages"));
    }

    [Fact]
    public void Chosen_directory_comes_before_all_others()
    {
        WriteLibraries("chosen", withGlue: true);
        WritePackages();

        TorchLocation location = Find(new TorchRuntimeOptions { LibraryDirectory = _folder.File("chosen") });

        location.FoundBy.Should().Be("option");
        location.GluePath.Should().StartWith(_folder.File("chosen"));
    }

    [Fact]
    public void Program_that_carries_everything_needs_nothing_else()
    {
        WriteLibraries("program", withGlue: true);
        WritePackages();

        TorchLocation location = Find(new TorchRuntimeOptions());

        location.FoundBy.Should().Be("program");
        location.LibraryDirectory.Should().Be(_folder.File("program"));
    }

    [Fact]
    public void Chosen_directory_without_glue_takes_the_glue_of_the_package()
    {
        WriteLibraries("chosen", withGlue: false);
        WritePackages();

        TorchLocation location = Find(new TorchRuntimeOptions { LibraryDirectory = _folder.File("chosen") });

        location.LibraryDirectory.Should().Be(_folder.File("chosen"));
        location.GluePath.Should().StartWith(_folder.File("packages"));
    }

    [Fact]
    public void Chosen_directory_without_libtorch_is_DC3003()
    {
        WritePackages();

        Failure(new TorchRuntimeOptions { LibraryDirectory = _folder.File("empty") }).Code.Should().Be("DC3003");
    }

    [Fact]
    public void Paths_file_comes_before_the_package_folder()
    {
        WriteLibraries("built", withGlue: true);
        WritePackages();
        WritePaths($$"""{ "glue": "{{_folder.File("built")}}", "libtorch": "{{_folder.File("built")}}" }""");

        Find(new TorchRuntimeOptions()).FoundBy.Should().Be("torch.paths.json");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "glue": "/gone", "libtorch": "/gone" }""")]
    public void Paths_file_that_leads_nowhere_falls_back_to_the_package_folder(string json)
    {
        WritePackages();
        WritePaths(json);

        Find(new TorchRuntimeOptions()).FoundBy.Should().Be("nuget");
    }

    public void Dispose() => _folder.Dispose();

    private void WritePaths(string json)
    {
        Directory.CreateDirectory(_folder.File("program"));
        File.WriteAllText(Path.Combine(_folder.File("program"), "torch.paths.json"), json.Replace('\\', '/'));
    }

    private void WritePackages()
    {
        string native = Path.Combine("runtimes", NativeFileNames.RuntimeIdentifier, "native");
        WriteLibraries(
            Path.Combine("packages", "libtorch-cpu-" + NativeFileNames.RuntimeIdentifier, TorchLocator.LibTorchVersion, native),
            withGlue: false);
        string glue = _folder.File(Path.Combine("packages", "torchsharp", TorchLocator.TorchSharpVersion, native));
        Directory.CreateDirectory(glue);
        File.WriteAllText(Path.Combine(glue, NativeFileNames.Of("LibTorchSharp")), "");
    }

    private void WriteLibraries(string folder, bool withGlue)
    {
        Directory.CreateDirectory(_folder.File(folder));
        string[] names = withGlue ? ["c10", "torch_cpu", "torch", "LibTorchSharp"] : ["c10", "torch_cpu", "torch"];
        foreach (string name in names) File.WriteAllText(Path.Combine(_folder.File(folder), NativeFileNames.Of(name)), "");
    }

    private TorchLocation Find(TorchRuntimeOptions options) =>
        TorchLocator.Find(options, _folder.File("program"), _folder.File("packages"));

    private Diagnostic Failure(TorchRuntimeOptions options) =>
        FluentActions.Invoking(() => Find(options)).Should().Throw<DiagnosticException>().Which.Diagnostics.Single();
}
