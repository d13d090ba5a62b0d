using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

public sealed class ContaminationAndPrivacyTests : IDisposable
{
    private const string Question = "Natalia sold clips to forty eight of her friends in April and then half as many in May how many in all";
    private static readonly string Filler = string.Concat(Enumerable.Range(0, 12).Select(i => $"Sentence number {i} speaks of rivers and hills and nothing else. "));

    private readonly TemporaryFolder _folder = new();

    public ContaminationAndPrivacyTests()
    {
        _folder.Write("web.jsonl", Line(Filler + Question + " seventy two. " + Filler) + Line("Write to jane.doe@corp.com or 8.8.4.4, not to 10.0.0.1. " + Filler) + Line("Nothing to see. " + Filler));
        _folder.Write("eval.jsonl", JsonSerializer.Serialize(new { question = Question, answer = "seventy two" }) + "\n"
            + JsonSerializer.Serialize(new { question = "Which planet has the largest number of moons in the whole solar system", answer = "Saturn" }) + "\n");
        _folder.Write("recipe.json", """
            {
              "name": "clean",
              "sources": [ { "name": "web", "files": ["web.jsonl"] } ],
              "contamination": { "sets": [ { "name": "maths", "files": ["eval.jsonl"], "queryField": "question", "labelField": "answer" } ] },
              "privacy": {}
            }
            """);
    }

    private string Recipe => Path.Combine(_folder.Path, "recipe.json");

    private string Work => Path.Combine(_folder.Path, "work");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Contaminated_document_is_dropped_and_reported_with_both_texts()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--until", "materialise", "--work", Work);

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.Should().Contain("DC1067").And.Contain("maths (50 % of its items)");
        (await DatasetTexts()).Should().HaveCount(2).And.NotContain(text => text.Contains("Natalia"));
        JsonNode maths = JsonNode.Parse(File.ReadAllText(Path.Combine(Work, "contamination.json")))!["benchmarks"]![0]!;
        maths["items"]!.GetValue<int>().Should().Be(2);
        maths["itemsFound"]!.GetValue<int>().Should().Be(1);
        maths["isContaminated"]!.GetValue<bool>().Should().BeTrue();
        JsonNode example = maths["examples"]![0]!;
        example["documentText"]!.GetValue<string>().Should().Be(Question + " seventy two");
        example["itemText"]!.GetValue<string>().Should().Be(Question + " seventy two");
        CurateRun story = await CurateRun.Of("explain", Work, example["document"]!.GetValue<string>());
        story.Output.Should().Contain("contamination.tulu8 1 (threshold 0.5): drops the document").And.Contain("shares with item eval.jsonl:0").And.Contain("Natalia");
    }

    [Fact]
    public async Task Private_data_is_replaced_and_the_ledger_does_not_repeat_it()
    {
        await CurateRun.Of("run", Recipe, "--until", "materialise", "--work", Work);

        string text = (await DatasetTexts()).Single(text => text.StartsWith("Write to"));
        text.Should().NotContain("jane").And.NotContain("8.8.4.4").And.Contain("not to 10.0.0.1.").And.MatchRegex(@"^Write to [a-z.]+@example\.(com|org) or ");
        string ledger = Path.Combine(Work, "ledger", "edits", Path.GetFileName(Directory.GetFiles(Path.Combine(Work, "dataset"), "*.parquet").Single()));
        IReadOnlyList<LedgerEntry> edits = await LedgerFile.ReadAsync(ledger, CancellationToken.None);
        edits.Select(edit => edit.Rule).Should().Equal("privacy.email", "privacy.ip");
        edits.Should().OnlyContain(edit => edit.Outcome == LedgerOutcome.Edited && !edit.Note!.Contains("jane") && !edit.Note.Contains("8.8.4.4"));
        edits[0].Note.Should().StartWith("bytes 9 to 26 -> '");
    }

    [Fact]
    public async Task Cut_keeps_what_lies_two_hundred_characters_away()
    {
        CurateRun run = await CurateRun.Of(
            "run", Recipe, "--until", "materialise", "--work", Work, "--set", "contamination.action=\"cut\"", "--set", "contamination.rule=\"gpt3\"");

        run.ExitCode.Should().Be(0, run.Error);
        IReadOnlyList<string> texts = await DatasetTexts();
        texts.Should().HaveCount(3).And.NotContain(text => text.Contains("Natalia"));
        texts[0].Length.Should().Be((2 * Filler.Length) + 2 - 400);
    }

    [Fact]
    public async Task Missing_field_and_a_rule_that_finds_nothing_are_told_before_any_document_is_read()
    {
        CurateRun field = await CurateRun.Of("run", Recipe, "--work", Work, "--set", "contamination.sets.0.labelField=\"anser\"");
        CurateRun blind = await CurateRun.Of("run", Recipe, "--work", Work, "--set", "contamination.maxShare=1");

        field.Error.Should().Contain("DC1065").And.Contain("no field 'anser'").And.Contain("answer");
        blind.Error.Should().Contain("DC1066").And.Contain("would miss 2 of 2 items");
    }

    [Fact]
    public async Task Documents_with_many_finds_are_dropped_when_asked()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--until", "materialise", "--work", Work, "--set", "privacy.maxFinds=1", "--set", "contamination.action=\"annotate\"");

        run.ExitCode.Should().Be(0, run.Error);
        (await DatasetTexts()).Should().HaveCount(2).And.Contain(text => text.Contains("Natalia")).And.NotContain(text => text.StartsWith("Write to"));
    }

    private async Task<IReadOnlyList<string>> DatasetTexts()
    {
        List<string> texts = [];
        foreach (string part in Directory.GetFiles(Path.Combine(Work, "dataset"), "*.parquet"))
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(part, CancellationToken.None))
            {
                texts.AddRange(batch.Select(document => document.GetTextString()));
            }
        }

        return texts;
    }

    private static string Line(string text) => JsonSerializer.Serialize(new { text }) + "\n";
}
