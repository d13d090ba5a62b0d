using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Tests.Quality.FastText;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class LanguageCommandTests : IDisposable
{
    private const string English = "The harbour was rebuilt after the storm, and the committee explained at length who paid for all of the work.";
    private const string German = "Der Hafen wurde nach dem Sturm wieder aufgebaut, und der Ausschuss erklärte ausführlich, wer alle Arbeiten bezahlt hat.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Language_counts_documents_and_writes_a_line_for_each()
    {
        string texts = _folder.Write("texts.jsonl", Line($"{German}\n{English}") + Line(English) + Line("1 2 3"));
        string output = Path.Combine(_folder.Path, "languages.jsonl");

        CurateRun run = await CurateRun.Of("language", texts, "--out", output, "--json");

        run.ExitCode.Should().Be(0, run.Error);
        run.Json["documents"]!.GetValue<int>().Should().Be(3);
        run.Json["languages"]!.AsArray().Select(language => language!["language"]!.GetValue<string>()).Should().Equal("de", "en", "und");
        JsonNode[] lines = [.. File.ReadLines(output).Select(line => JsonNode.Parse(line)!)];
        lines.Select(line => line["language"]!.GetValue<string>()).Should().Equal("de", "en", "und");
        lines[0]["paragraphs"]!.AsObject().Select(share => share.Key).Should().Equal("de", "en");
        lines[2]["confidence"]!.GetValue<double>().Should().Be(0);
    }

    [Fact]
    public async Task Language_takes_a_fastText_model()
    {
        string texts = _folder.Write("texts.jsonl", Line("good good") + Line("bad bad"));
        string model = new FastTextFile().Write(_folder.Path);

        CurateRun run = await CurateRun.Of("language", texts, "--model", model);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("2 documents in 2 languages").And.MatchRegex("no +1 documents").And.MatchRegex("yes +1 documents");
    }

    [Fact]
    public async Task Missing_files_and_files_that_are_no_model_are_named()
    {
        string texts = _folder.Write("texts.jsonl", Line(English));

        (await CurateRun.Of("language", "nowhere.jsonl")).Error.Should().Contain("DC2055");
        (await CurateRun.Of("language", texts, "--model", "nowhere.ftz")).Error.Should().Contain("DC2055");
        CurateRun run = await CurateRun.Of("language", texts, "--model", texts);
        run.Error.Should().Contain("DC1081");
        run.ExitCode.Should().Be(65);
    }

    [Fact]
    public async Task Extract_tells_the_language_that_it_found()
    {
        string page = _folder.Write("page.html", $"<!doctype html><html lang=en><title>Hafen</title><p>{German}</p>");
        string output = Path.Combine(_folder.Path, "out.jsonl");

        await CurateRun.Of("extract", page, "--out", output);

        JsonNode line = JsonNode.Parse(File.ReadAllText(output))!;
        line["language"]!.GetValue<string>().Should().Be("de");
        line["languageConfidence"]!.GetValue<double>().Should().BeInRange(0.9, 1);
    }

    private static string Line(string text) => JsonSerializer.Serialize(new { text }) + "\n";
}
