using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Quality.FastText;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

public sealed class LanguageStageTests : IDisposable
{
    private const string English = "The harbour was rebuilt after the storm, and the committee explained at length who paid for all of the good work.";
    private const string German = "Der Hafen wurde nach dem Sturm wieder aufgebaut, und der Ausschuss erklärte ausführlich, wer alle Arbeiten bezahlt hat.";

    private readonly TemporaryFolder _folder = new();

    public LanguageStageTests()
    {
        _folder.Write("web.jsonl", Line(English) + Line(German) + Line($"{English}\n{German} {German}"));
        _folder.Write("recipe.json", """
            {
              "name": "languages",
              "sources": [ { "name": "web", "files": ["web.jsonl"] } ],
              "language": {}
            }
            """);
    }

    private string Recipe => Path.Combine(_folder.Path, "recipe.json");

    private string Work => Path.Combine(_folder.Path, "work");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_languages_to_keep_only_columns_are_added()
    {
        CurateRun run = await Run();

        run.ExitCode.Should().Be(0, run.Error);
        (await DatasetTexts()).Should().HaveCount(3);
        ColumnTable columns = await ColumnFile.ReadAsync(Directory.GetFiles(Path.Combine(Work, "columns", "language")).Single(), ["language.tag", "language.confidence", "language.paragraphs"], CancellationToken.None);
        columns.Get<string?>("language.tag").Should().Equal("en", "de", "de");
        columns.Get<double>("language.confidence").Should().OnlyContain(confidence => confidence > 0.9);
        columns.Get<string?>("language.paragraphs").Should().Equal("en:1.00", "de:1.00", "de:0.68 en:0.32");
    }

    [Fact]
    public async Task Documents_in_no_kept_language_are_dropped_and_the_ledger_says_why()
    {
        CurateRun run = await Run("--set", "language.keep=[\"en\"]");

        run.ExitCode.Should().Be(0, run.Error);
        (await DatasetTexts()).Should().Equal(English);
        string part = Directory.GetFiles(Path.Combine(Work, "ledger", "rules"), "*.parquet").Single();
        IReadOnlyList<LedgerEntry> ledger = await LedgerFile.ReadAsync(part, CancellationToken.None);
        ledger.Should().HaveCount(2).And.OnlyContain(entry => entry.Rule == "language.keep" && entry.Value == 0 && entry.Threshold == 0.65);
    }

    [Fact]
    public async Task A_fastText_model_is_found_beside_the_recipe()
    {
        new FastTextFile().Write(_folder.Path);

        CurateRun run = await Run("--set", "language.model=\"model.bin\"", "--set", "language.keep=[\"yes\"]", "--set", "language.minConfidence=0.6");

        // Only the word good is known: "yes" for the first text; the others are even.
        run.ExitCode.Should().Be(0, run.Error);
        (await DatasetTexts()).Should().Contain(English).And.NotContain(German);
    }

    [Fact]
    public async Task Languages_that_the_model_lacks_and_models_that_are_not_there_are_named_before_anything_is_read()
    {
        CurateRun unknown = await Run("--set", "language.keep=[\"english\"]");
        CurateRun missing = await Run("--set", "language.model=\"lid.176.ftz\"");

        unknown.ExitCode.Should().Be(2);
        unknown.Error.Should().Contain("DC2070").And.Contain("\"english\"").And.Contain(", en,");
        missing.ExitCode.Should().Be(2);
        missing.Error.Should().Contain("DC2071").And.Contain("lid.176.ftz");
        Directory.Exists(Path.Combine(Work, "documents")).Should().BeFalse();
    }

    [Fact]
    public async Task Another_threshold_labels_nothing_again()
    {
        await Run("--set", "language.keep=[\"en\"]");
        DateTime before = File.GetLastWriteTimeUtc(Directory.GetFiles(Path.Combine(Work, "columns", "language")).Single());

        CurateRun run = await Run("--set", "language.keep=[\"en\"]", "--set", "language.minConfidence=0.3");

        run.ExitCode.Should().Be(0, run.Error);
        File.GetLastWriteTimeUtc(Directory.GetFiles(Path.Combine(Work, "columns", "language")).Single()).Should().Be(before);
    }

    private Task<CurateRun> Run(params string[] options) => CurateRun.Of(["run", Recipe, "--until", "materialise", "--work", Work, .. options]);

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
