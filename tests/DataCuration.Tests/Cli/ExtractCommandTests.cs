using System.Text.Json.Nodes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class ExtractCommandTests : IDisposable
{
    private const string Prose = "The harbour was rebuilt after the storm, and the committee explained at length who paid for all of the work.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Extract_writes_a_line_a_page_with_its_title_and_date()
    {
        string page = _folder.Write("page.html", $"<!doctype html><title>Harbour</title><time datetime=2020-05-03></time><nav><a href=/>Home</a></nav><p>{Prose}</p><div class=related>Other: {Prose}</div>");
        string empty = _folder.Write("empty.html", "<!doctype html><nav><a href=/>Home</a></nav>");
        string output = Path.Combine(Path.GetDirectoryName(page)!, "out.jsonl");

        CurateRun run = await CurateRun.Of("extract", page, empty, "--out", output);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("1 documents, 1 pages without text");
        JsonNode line = JsonNode.Parse(File.ReadAllText(output))!;
        line["text"]!.GetValue<string>().Should().Be(Prose);
        line["title"]!.GetValue<string>().Should().Be("Harbour");
        line["date"]!.GetValue<string>().Should().Be("2020-05-03");
    }

    [Fact]
    public async Task Extract_refuses_unknown_profiles_and_missing_files()
    {
        (await CurateRun.Of("extract", "nowhere.html", "--out", "x")).Error.Should().Contain("DC2055");
        (await CurateRun.Of("extract", "nowhere.html", "--out", "x", "--profile", "best")).ExitCode.Should().Be(2);
    }
}
