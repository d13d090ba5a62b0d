using System.Text.Json;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

public sealed class SelectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SelectionTests()
    {
        _folder.Write("cats.jsonl", string.Concat(Enumerable.Range(0, 5).Select(i => Line($"the cat purrs and the cat sleeps on mat {i} while cats purr"))));
        _folder.Write("web.jsonl", string.Concat(Enumerable.Range(0, 20).Select(i => Line(
            i % 4 == 0 ? $"the cat purrs and sleeps near the fire number {i} tonight" : $"stocks fell again as traders sold bond number {i} today"))));
        _folder.Write("recipe.json", """
            {
              "name": "chosen",
              "sources": [ { "name": "cats", "files": ["cats.jsonl"] }, { "name": "web", "files": ["web.jsonl"] } ],
              "quality": { "importance": { "target": ["cats"], "minTokens": 5 } },
              "select": { "by": "quality.importance", "share": 0.4 }
            }
            """);
    }

    private string Recipe => Path.Combine(_folder.Path, "recipe.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Importance_selects_what_looks_like_the_target_and_the_ledger_tells_of_the_rest()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--until", "materialise", "--work", Work("a"));

        run.ExitCode.Should().Be(0, run.Error);
        JsonElement pools = Pools("a");
        pools.GetProperty("notSelected").GetInt64().Should().Be(15);
        pools.GetProperty("pools").EnumerateArray().ToDictionary(pool => pool.GetProperty("name").GetString()!, pool => pool.GetProperty("documents").GetInt64())
            .Should().BeEquivalentTo(new Dictionary<string, long> { ["cats"] = 5, ["web"] = 5 });

        CurateRun explained = await CurateRun.Of("explain", Work("a"), await IdOf("stocks fell", "a"));
        explained.Output.Should().Contain("not selected").And.Contain("importance: quality.importance -").And.Contain("select.share");
    }

    [Theory]
    [InlineData("gumbel", 10)]
    [InlineData("random", 10)]
    public async Task Draws_take_the_share_and_another_share_scores_nothing_again(string method, long expected)
    {
        await CurateRun.Of("run", Recipe, "--until", "pool", "--work", Work("b"), "--set", $"select.method=\"{method}\"");
        Pools("b").GetProperty("notSelected").GetInt64().Should().Be(25 - expected);

        CurateRun again = await CurateRun.Of("run", Recipe, "--until", "pool", "--work", Work("b"), "--set", $"select.method=\"{method}\"", "--set", "select.share=0.8");

        Pools("b").GetProperty("notSelected").GetInt64().Should().Be(5);
        again.Error.Should().Contain("pools done").And.NotContain("importance done");
    }

    [Fact]
    public async Task Check_knows_the_column_and_the_bounds()
    {
        CurateRun run = await CurateRun.Of("check", Recipe, "--set", "select.by=\"quality.importanc\"", "--set", "select.skip=0.7", "--set", "quality.importance.target=[\"cats\",\"web\"]");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("DC2012").And.Contain("Did you mean 'quality.importance'?").And.Contain("'select.skip' is 0.7 and 'select.share' is 0.4").And.Contain("no raw text is left");
    }

    [Fact]
    public async Task Classifier_without_negatives_learns_against_all_other_sources()
    {
        string many = string.Concat(Enumerable.Range(0, 60).Select(i => Line($"the cat number {i} purrs and sleeps on mat {i * 7} all day")));
        string raw = string.Concat(Enumerable.Range(0, 60).Select(i => Line($"stocks fell again as traders sold bond number {i} today for {i * 3} dollars")));
        _folder.Write("cats.jsonl", many);
        _folder.Write("web.jsonl", raw);

        CurateRun run = await CurateRun.Of(
            "run", Recipe, "--until", "score", "--work", Work("c"), "--set", "quality={\"classifier\": {\"positive\": [\"cats\"]}}", "--set", "select=null");

        run.ExitCode.Should().Be(0, run.Error);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(Path.Combine(Work("c"), "state", "classifier", "report.json"))).RootElement;
        report.GetProperty("positiveCount").GetInt32().Should().Be(60);
        report.GetProperty("negativeCount").GetInt32().Should().Be(60);
        report.GetProperty("auc").GetDouble().Should().Be(1);
        CurateRun check = await CurateRun.Of("check", Recipe, "--set", "quality={\"classifier\": {\"positive\": [\"cats\", \"web\"]}}", "--set", "select=null");
        check.Error.Should().Contain("DC2010").And.Contain("nothing to tell them from");
    }

    [Fact]
    public async Task Ensemble_gives_each_document_the_best_bucket_of_its_scores()
    {
        CurateRun run = await CurateRun.Of(
            "run", Recipe, "--until", "pool", "--work", Work("e"),
            "--set", "quality.ensemble={\"of\": [\"quality.importance\", \"text.tokenCount\"], \"buckets\": 5}", "--set", "select={\"by\": \"quality.ensemble\", \"share\": 0.4}");

        run.ExitCode.Should().Be(0, run.Error);
        List<double> buckets = [];
        foreach (string part in Directory.EnumerateFiles(Path.Combine(Work("e"), "columns", "ensemble")))
        {
            buckets.AddRange((await ColumnFile.ReadAsync(part, null, TestContext.Current.CancellationToken)).Get<double>("quality.ensemble"));
        }

        buckets.Should().HaveCount(25).And.OnlyContain(bucket => bucket >= 0 && bucket <= 4);
        buckets.Count(bucket => bucket == 4).Should().BeInRange(5, 10);
        CurateRun check = await CurateRun.Of("check", Recipe, "--set", "quality.ensemble={\"of\": [\"quality.importance\"]}", "--set", "rephrase={\"styles\": [\"qa\"]}");
        check.Error.Should().Contain("DC2222");
    }

    private string Work(string name) => Path.Combine(_folder.Path, name);

    private JsonElement Pools(string work) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Work(work), "pools.json"))).RootElement;

    private async Task<string> IdOf(string text, string work)
    {
        foreach (string part in Directory.EnumerateFiles(Path.Combine(Work(work), "documents")))
        {
            await foreach (IReadOnlyList<DataCuration.Documents.Document> batch in DataCuration.Formats.Parquet.DocumentPartReader.ReadBatchesAsync(part, CancellationToken.None))
            {
                if (batch.FirstOrDefault(document => document.GetTextString().StartsWith(text, StringComparison.Ordinal)) is { } found)
                {
                    return found.Id.ToString();
                }
            }
        }

        throw new InvalidOperationException($"No document starts with '{text}'.");
    }

    private static string Line(string text) => JsonSerializer.Serialize(new { text }) + "\n";
}
