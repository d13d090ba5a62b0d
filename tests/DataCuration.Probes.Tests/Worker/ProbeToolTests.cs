using DataCuration.Probes.Native;
using DataCuration.Probes.Worker;

namespace DataCuration.Probes.Tests.Worker;

public sealed class ProbeToolTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Companion_in_the_package_folder_is_found()
    {
        string probe = Write($"packages/datacuration.probetool.{System}/1.2.0/tools/net10.0/{System}/curate-probe.dll");

        ProbeTool.Find(_folder.File($"packages/datacuration.tool.{System}/1.2.0/tools/net10.0/{System}") + Path.DirectorySeparatorChar).Should().Be(probe);
        ProbeTool.Find(_folder.File("packages/datacuration.tool.any/1.2.0/tools/net10.0/any")).Should().Be(probe);
    }

    [Fact]
    public void Companion_in_a_tool_store_is_found()
    {
        string probe = Write($".store/datacuration.probetool/1.2.0/datacuration.probetool.{System}/1.2.0/tools/net10.0/{System}/curate-probe.dll");

        ProbeTool.Find(_folder.File($".store/datacuration.tool/1.2.0/datacuration.tool.{System}/1.2.0/tools/net10.0/{System}")).Should().Be(probe);
    }

    [Fact]
    public void Companion_of_another_version_does_not_count()
    {
        Write($"packages/datacuration.probetool.{System}/1.3.0/tools/net10.0/{System}/curate-probe.dll");

        ProbeTool.Find(_folder.File($"packages/datacuration.tool.{System}/1.2.0/tools/net10.0/{System}")).Should().BeNull();
    }

    [Fact]
    public void Program_that_is_no_installed_tool_has_none()
    {
        ProbeTool.Find("/curate").Should().BeNull();
        ProbeTool.Find(_folder.File("artifacts/bin/DataCuration.Cli/debug")).Should().BeNull();
    }

    public void Dispose() => _folder.Dispose();

    private static string System => NativeFileNames.RuntimeIdentifier;

    private string Write(string path)
    {
        string file = _folder.File(path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        return file;
    }
}
