using System.Diagnostics;
using DataCuration.EndToEnd.Tests.Cli;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>A build of a real run that is stopped from outside: the tool saves and ends, nothing outlives the build, and the next build goes on from there.</summary>
public sealed class StoppedBuildTests : IDisposable
{
    private static readonly string RealTool = $"-p:CurationToolAssembly={CurateProcess.ToolPath}";

    private readonly SmallCorpus _corpus = new();
    private readonly PipelineFolder _pipeline;

    public StoppedBuildTests() => _pipeline = new($"""
          <ItemGroup>
            <Corpus Include="{_corpus.Folder}/good-*.jsonl" Name="good" />
            <Corpus Include="{_corpus.Folder}/plain-*.jsonl" Name="plain" />
            <Curation Include="GopherQuality" MinWords="20" />
          </ItemGroup>
        """);

    public void Dispose()
    {
        _pipeline.Dispose();
        _corpus.Dispose();
    }

    [Fact]
    public async Task Build_that_gets_SIGTERM_leaves_no_tool_behind_and_the_next_build_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found in /proc.");
        int build = 0;
        Task<BuildResult> stopped = Task.Run(() => _pipeline.Build(RealTool, onLine: (_, id) => build = id), TestContext.Current.CancellationToken);
        ToolProcess tool = await ToolProcess.HaltAsync(_pipeline.PathOf("work"), "score");

        ToolProcess.Signal("TERM", build);
        await stopped;
        await tool.ContinueToItsEndAsync();

        TheNextBuildGoesOn();
    }

    [Fact]
    public async Task Build_that_gets_CtrlC_on_a_terminal_lets_the_tool_save_and_ends_without_noise()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "Needs script, of util-linux, which makes a terminal.");
        Assert.SkipWhen(InterruptSignal.IsIgnored, InterruptSignal.WhyIgnored);
        // The terminal turns the byte 3 into SIGINT for everything in its foreground: the build and the tool.
        string command = $"'{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"}' build demo.curateproj -nologo -tl:off -nodeReuse:false {PipelineFolder.Tools} {RealTool}";
        ProcessStartInfo start = PipelineFolder.StartOf("", _pipeline.PathOf("."));
        start.FileName = "/usr/bin/script";
        start.RedirectStandardInput = true;
        foreach (string argument in (string[])["--quiet", "--return", "--flush", "--command", command, "/dev/null"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process terminal = Process.Start(start)!;
        Task<string> output = terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        ToolProcess tool = await ToolProcess.HaltAsync(_pipeline.PathOf("work"), "score");

        await terminal.StandardInput.WriteAsync('\x03');
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await tool.ContinueToItsEndAsync();
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        terminal.ExitCode.Should().NotBe(0, await output);
        (await output).Should().NotContain("MSB5021", "the tool is not killed").And.NotContain("MSB6006");
        TheNextBuildGoesOn();
    }

    private void TheNextBuildGoesOn()
    {
        Dictionary<string, DateTime> saved = Records();
        BuildResult resumed = _pipeline.Build($"{RealTool} -t:Score");

        saved.Keys.Should().Contain(path => path.Contains("/ingest/", StringComparison.Ordinal));
        resumed.ExitCode.Should().Be(0, resumed.Output);
        Records().Should().Contain(saved, "what was saved is not done again");
        Directory.EnumerateFiles(_pipeline.PathOf("work"), "*.tmp", SearchOption.AllDirectories).Should().BeEmpty();
        Directory.Exists(_pipeline.PathOf("work/columns/metrics")).Should().BeTrue();
    }

    private Dictionary<string, DateTime> Records() =>
        Directory.EnumerateFiles(_pipeline.PathOf("work/state/done"), "*.json", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);
}
