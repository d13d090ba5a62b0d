using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

public sealed class RepeatedTextStageTests : IDisposable
{
    private const string Footer = "Read our weekly letter and never miss a new page again, it is free!";
    private static readonly string Notice = string.Join(' ', Enumerable.Range(0, 20).Select(i => "notice" + i));
    private static readonly string Passage = string.Join(' ', Enumerable.Range(0, 60).Select(i => "passage" + i));

    private readonly TemporaryFolder _folder = new();

    public RepeatedTextStageTests()
    {
        _folder.Write("a.jsonl", Line("Alpha begins.\n\n" + Notice + "\n\nIt says " + Passage + " and goes on alone.\n" + Footer) + Line("Beta is by itself, nobody says it again."));
        _folder.Write("b.jsonl", Line("Gamma begins.\n\n" + Notice + "\n\nThen comes " + Passage + " with an end of its own.\n" + Footer) + Line(Notice + "\n\n" + Footer));
        _folder.Write("recipe.json", """
            {
              "name": "repeats",
              "sources": [ { "name": "a", "files": ["a.jsonl"] }, { "name": "b", "files": ["b.jsonl"] } ],
              "deduplicate": { "lines": {}, "paragraphs": {}, "substrings": {} }
            }
            """);
    }

    private string Recipe => Path.Combine(_folder.Path, "recipe.json");

    private string Work => Path.Combine(_folder.Path, "work");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Later_copies_are_cut_and_told_of()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--work", Work);

        run.ExitCode.Should().Be(0, run.Error);
        (DocumentId Id, string Text)[] texts = await DatasetTexts(Work);
        texts.Select(document => document.Text).Should().BeEquivalentTo(
            "Alpha begins.\n\n" + Notice + "\n\nIt says " + Passage + " and goes on alone.\n" + Footer,
            "Beta is by itself, nobody says it again.",
            "Gamma begins.\n\nThen comes\nwith an end of its own.\n");

        DocumentId gamma = texts.Single(document => document.Text.StartsWith("Gamma")).Id, alpha = texts.Single(document => document.Text.StartsWith("Alpha")).Id;
        IReadOnlyList<LedgerEntry> spans = await Ledger("substrings");
        spans.Should().ContainSingle().Which.Should().Match<LedgerEntry>(entry => entry.Id == gamma && entry.Twin == alpha && entry.Value == 60 && entry.Outcome == LedgerOutcome.Edited);
        (await Ledger("lines")).Should().Contain(entry => entry.Outcome == LedgerOutcome.Dropped && entry.Rule == "lines.maxShare");

        CurateRun story = await CurateRun.Of("explain", Work, gamma.ToString());
        story.Output.Should().Contain("substrings.repeated").And.Contain($"also in {alpha}: \"passage0 passage1").And.Contain("paragraphs.repeated").And.Contain("notice0 notice1");
        DocumentId left = (await Ledger("lines")).Single(entry => entry.Outcome == LedgerOutcome.Dropped).Id;
        (await CurateRun.Of("explain", Work, left.ToString())).Output.Should().Contain("lines.maxShare").And.Contain("nothing else is left");
        string report = File.ReadAllText(Path.Combine(Work, "report", "index.html"));
        report.Should().Contain("Repeated text").And.Contain("<h3>substrings</h3>").And.Contain("passage0 passage1").And.Contain(gamma.ToString());
        (await CurateRun.Of("verify", Work)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task No_copy_is_cut_in_favour_of_a_document_that_leaves()
    {
        _folder.Write("one.json", """{ "name": "one", "sources": [ { "name": "a", "files": ["a.jsonl", "b.jsonl"] } ], "deduplicate": { "minHash": { "threshold": 0.3, "bands": 50, "rows": 2 }, "lines": {}, "substrings": {} } }""");

        CurateRun run = await CurateRun.Of("run", Path.Combine(_folder.Path, "one.json"), "--work", Work, "--until", "materialise");

        run.ExitCode.Should().Be(0, run.Error);
        (await DatasetTexts(Work)).Select(document => document.Text).Where(text => text.Contains("passage0")).Should().ContainSingle("the pair is one cluster")
            .Which.Should().Contain(Passage).And.Contain(Footer);
    }

    [Fact]
    public async Task Annotating_cuts_nothing()
    {
        string other = Path.Combine(_folder.Path, "other");
        await CurateRun.Of("run", Recipe, "--work", other, "--until", "materialise",
            "--set", "deduplicate.lines.action=\"annotate\"", "--set", "deduplicate.paragraphs.action=\"annotate\"", "--set", "deduplicate.substrings.action=\"annotate\"");

        (await DatasetTexts(other)).Should().HaveCount(4).And.Contain(document => document.Text == Notice + "\n\n" + Footer);
        Directory.GetFiles(Path.Combine(other, "ledger", "substrings")).Should().ContainSingle();
    }

    [Fact]
    public async Task Threads_change_no_byte()
    {
        string one = Path.Combine(_folder.Path, "one"), three = Path.Combine(_folder.Path, "three");
        await CurateRun.Of("run", Recipe, "--work", one, "--jobs", "1");
        await CurateRun.Of("run", Recipe, "--work", three, "--jobs", "3");

        Hashes(three).Should().Equal(Hashes(one)).And.HaveCountGreaterThan(8);
    }

    private static string[] Hashes(string work) =>
    [
        .. new[] { "columns", "ledger", "dataset", "report" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(work, folder), "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(file => Path.GetRelativePath(work, file) + " " + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))),
    ];

    private static string Line(string text) => JsonSerializer.Serialize(new { text }) + "\n";

    private async Task<IReadOnlyList<LedgerEntry>> Ledger(string stage)
    {
        List<LedgerEntry> entries = [];
        foreach (string file in Directory.GetFiles(Path.Combine(Work, "ledger", stage), "*.parquet"))
        {
            entries.AddRange(await LedgerFile.ReadAsync(file, CancellationToken.None));
        }

        return entries;
    }

    private static async Task<(DocumentId Id, string Text)[]> DatasetTexts(string work)
    {
        List<(DocumentId, string)> texts = [];
        foreach (string file in Directory.GetFiles(Path.Combine(work, "dataset"), "*.parquet"))
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(file, CancellationToken.None))
            {
                texts.AddRange(batch.Select(document => (document.Id, document.GetTextString())));
            }
        }

        return [.. texts];
    }
}
