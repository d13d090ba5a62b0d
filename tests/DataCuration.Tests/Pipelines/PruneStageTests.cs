using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Stages;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Deduplication;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

public sealed class PruneStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _first;
    private readonly string[] _second;

    public PruneStageTests()
    {
        // Each text of b has the words of one of a in another order: no shingle in common, so only pruning sees it.
        SyntheticTexts texts = new(41);
        Random random = new(3);
        _first = [.. Enumerable.Range(0, 40).Select(i => string.Join(' ', Enumerable.Repeat("topic" + i, 6)) + " " + string.Join(' ', texts.Words(60)))];
        _second = [.. _first.Select(text => { string[] words = text.Split(' '); random.Shuffle(words); return string.Join(' ', words); })];
        _folder.Write("a.jsonl", string.Concat(_first.Select(Line)));
        _folder.Write("b.jsonl", string.Concat(_second.Select(Line)));
        _folder.Write("recipe.json", """
            {
              "name": "prune",
              "sources": [ { "name": "a", "files": ["a.jsonl"] }, { "name": "b", "files": ["b.jsonl"] } ],
              "deduplicate": { "minHash": {} },
              "prune": { "clusters": 4, "semantic": { "epsilon": 0.2 } }
            }
            """);
    }

    private string Recipe => Path.Combine(_folder.Path, "recipe.json");

    private string Work => Path.Combine(_folder.Path, "work");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Documents_that_say_the_same_go_and_are_shown_with_their_twin()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--work", Work);

        run.ExitCode.Should().Be(0, run.Error);
        string[] kept = await DatasetTexts(Work);
        kept.Should().HaveCount(40);
        kept.Select(Sorted).Should().OnlyHaveUniqueItems("one of each pair stays");
        LedgerEntry entry = (await Ledger())[0];
        entry.Rule.Should().Be("prune.semantic");
        entry.Value.Should().BeGreaterThan(0.8);
        entry.Threshold.Should().BeApproximately(0.8, 1e-9);
        CurateRun story = await CurateRun.Of("explain", Work, entry.Id.ToString());
        story.Output.Should().Contain("prune.semantic").And.Contain(entry.Twin.ToString());
        File.ReadAllText(Path.Combine(Work, "report", "index.html")).Should().Contain("<b>40</b> documents were dropped because another one says the same");
        (await CurateRun.Of("verify", Work)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task None_goes_in_favour_of_a_document_that_leaves()
    {
        // The rule drops every text of a; their twins of b must stay, whichever of the two came first in its cluster.
        _folder.Write("rule.json", """
            {
              "name": "rule",
              "sources": [ { "name": "a", "files": ["short.jsonl"] }, { "name": "b", "files": ["b.jsonl"] } ],
              "quality": { "rules": { "gopherQuality": { "minWords": 66, "maxWords": 100000, "minMeanWordLength": 0, "maxMeanWordLength": 1000, "minAlphabeticWordRatio": 0, "minStopWords": 0 } } },
              "prune": { "clusters": 4, "semantic": { "epsilon": 0.4 } }
            }
            """);
        _folder.Write("short.jsonl", string.Concat(_first.Select(text => Line(text[..text.LastIndexOf(' ')]))));

        CurateRun run = await CurateRun.Of("run", Path.Combine(_folder.Path, "rule.json"), "--work", Work, "--until", "materialise");

        run.ExitCode.Should().Be(0, run.Error);
        (await DatasetTexts(Work)).Should().BeEquivalentTo(_second);
    }

    [Fact]
    public async Task Prototypes_keep_a_share_and_what_if_answers_another()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--work", Work, "--set", "prune.prototypes={ \"keep\": 0.5, \"floor\": 0.5 }");

        run.ExitCode.Should().Be(0, run.Error);
        (await DatasetTexts(Work)).Should().HaveCount(20);
        (await Ledger()).Select(entry => entry.Rule).Distinct().Should().BeEquivalentTo("prune.semantic", "prune.prototypes");
        CurateRun answer = await CurateRun.Of("whatif", Work, "--set", "prune.prototypes.keep=0.75");
        answer.Output.Should().Contain("30");
    }

    [Fact]
    public void Memory_that_does_not_suffice_is_told_before_anything_is_clustered()
    {
        Action check = () => PruneStage.CheckMemory(9_000_000, new PruneOptions(), 8L << 30, "work");

        check.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Should().Match<Diagnostic>(problem => problem.Code == "DC2172" && problem.Message.Contains("needs about 9613 MiB"));
        PruneStage.CheckMemory(1_000_000, new PruneOptions(), 8L << 30, "work");
    }

    [Fact]
    public async Task Threads_change_no_byte()
    {
        string one = Path.Combine(_folder.Path, "one"), three = Path.Combine(_folder.Path, "three");
        await CurateRun.Of("run", Recipe, "--work", one, "--jobs", "1", "--until", "pool");
        await CurateRun.Of("run", Recipe, "--work", three, "--jobs", "3", "--until", "pool");

        foreach (string file in Directory.GetFiles(Path.Combine(one, "columns"), "*", SearchOption.AllDirectories))
        {
            File.ReadAllBytes(Path.Combine(three, Path.GetRelativePath(one, file))).Should().Equal(File.ReadAllBytes(file), file);
        }
    }

    private static string Sorted(string text) => string.Join(' ', text.Split(' ').Order(StringComparer.Ordinal));

    private static string Line(string text) => JsonSerializer.Serialize(new { text }) + "\n";

    private async Task<IReadOnlyList<LedgerEntry>> Ledger()
    {
        List<LedgerEntry> entries = [];
        foreach (string file in Directory.GetFiles(Path.Combine(Work, "ledger", "prune"), "*.parquet"))
        {
            entries.AddRange(await LedgerFile.ReadAsync(file, CancellationToken.None));
        }

        return entries;
    }

    private static async Task<string[]> DatasetTexts(string work)
    {
        List<string> texts = [];
        foreach (string file in Directory.GetFiles(Path.Combine(work, "dataset"), "*.parquet"))
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(file, CancellationToken.None))
            {
                texts.AddRange(batch.Select(document => document.GetTextString()));
            }
        }

        return [.. texts];
    }
}
