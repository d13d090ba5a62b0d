using System.Diagnostics;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>On a terminal an error's code is a link to its page, which lies beside the SDK and needs no network.</summary>
public sealed class HelpLinkTests
{
    [Theory]
    [InlineData("<ItemGroup><Corpus Include=\"data/books/*.jsonl\" /><Curation Include=\"MinHsh\" /></ItemGroup>", "", "DC2100")]
    [InlineData("<PropertyGroup><CurationKind>Images</CurationKind></PropertyGroup>", "", "DC2139")]
    [InlineData("<ItemGroup><Corpus Include=\"data/books/*.jsonl\" /></ItemGroup>", "ingest=diagnose", "DC2001")]
    public void Code_of_an_error_links_to_its_page(string body, string behaviour, string code)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "Needs script, of util-linux, which makes a terminal.");
        using PipelineFolder pipeline = new(body);
        ProcessStartInfo start = PipelineFolder.StartOf("", pipeline.PathOf("."));
        start.FileName = "/usr/bin/script";
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("MSBUILDTERMINALLOGGER");
        start.Environment["FAKE_JOURNAL"] = pipeline.Journal;
        start.Environment["FAKE_BEHAVIOUR"] = behaviour;
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        foreach (string argument in (string[])["--quiet", "--return", "--command", $"'{dotnet}' build demo.curateproj -tl:on -nodeReuse:false {PipelineFolder.Tools}", "/dev/null"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process terminal = Process.Start(start)!;
        string output = terminal.StandardOutput.ReadToEnd();
        terminal.WaitForExit();

        terminal.ExitCode.Should().NotBe(0, output);
        string page = Path.Combine(Readme.Root, "docs/errors", code + ".md");
        File.Exists(page).Should().BeTrue();
        output.Should().Contain($"\u001b]8;;{new Uri(page).AbsoluteUri}\u001b\\{code}", "that is how terminals write a link");
    }
}
