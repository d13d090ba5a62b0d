using System.Text;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

public sealed class BoilerplateStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Template_lines_are_cut_from_the_dataset_with_their_spans_in_the_ledger_and_template_pages_are_dropped()
    {
        IEnumerable<object> pages = Enumerable.Range(0, 12).Select(i => (object)new
        {
            url = $"https://www.example.co.uk/{i}",
            text = $"Menu and search\nThe story number {(char)('a' + i)} tells of people in town {(char)('a' + i)}\nwhere {(char)('k' + i)} was seen\nAll rights reserved by us",
        });
        pages = pages.Append(new { url = "https://example.co.uk/empty", text = "Menu and search\nAll rights reserved by us" }).Append(new { url = "", text = "Menu and search\nwithout an address" });
        _folder.Write("web.jsonl", string.Concat(pages.Select(page => JsonSerializer.Serialize(page) + "\n")));
        string recipe = _folder.Write("recipe.json", """{ "name": "cut", "sources": [ { "name": "web", "files": ["web.jsonl"] } ], "boilerplate": {} }""");
        string work = Path.Combine(_folder.Path, "work");

        CurateRun run = await CurateRun.Of("run", recipe, "--until", "materialise", "--work", work);

        run.ExitCode.Should().Be(0, run.Error);
        List<string> texts = [];
        foreach (string part in Directory.GetFiles(Path.Combine(work, "dataset"), "*.parquet"))
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(part, TestContext.Current.CancellationToken))
            {
                texts.AddRange(batch.Select(document => Encoding.UTF8.GetString(document.Text.Span)));
            }
        }

        texts.Should().HaveCount(13);
        texts.Count(text => text.Contains("Menu")).Should().Be(1);
        texts.Count(text => text.Contains("rights")).Should().Be(0);
        string ledger = Path.Combine(work, "ledger", "edits", Path.GetFileName(Directory.GetFiles(Path.Combine(work, "dataset"), "*.parquet").Single()));
        IReadOnlyList<LedgerEntry> edits = await LedgerFile.ReadAsync(ledger, TestContext.Current.CancellationToken);
        edits.Should().HaveCount(24).And.OnlyContain(edit => edit.Rule == "boilerplate.line" && edit.Outcome == LedgerOutcome.Edited);
        edits[0].Note.Should().StartWith("bytes 0 to 16");
        CurateRun explained = await CurateRun.Of("explain", work, edits[0].Id.ToString());
        explained.Output.Should().Contain("boilerplate.lines").And.Contain("boilerplate.share").And.Contain("boilerplate.dropTemplates").And.Contain("bytes 0 to 16");
    }
}
