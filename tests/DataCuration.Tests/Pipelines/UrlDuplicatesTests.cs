using System.Text.Json;
using DataCuration.Deduplication.Exact;
using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

public sealed class UrlDuplicatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public UrlDuplicatesTests()
    {
        _folder.Write("a.jsonl", Line("The old version of the page, which was long and told of many things.", "http://www.example.org/news/?b=2&utm_source=x&a=1#top", "2023-05-01T10:00:00Z", "en")
            + Line("Another page.", "https://example.org/other", "2023-05-01", "en") + Line("A page without an address.", null, "2023-05-01", "en"));
        _folder.Write("b.jsonl", Line("The new version.", "https://EXAMPLE.org/news?a=1&b=2", "2024-01-01", "en") + Line("Die neue Fassung.", "https://example.org/news?a=1&b=2", "2023-05-02", "de")
            + Line("Another page without an address.", null, "2023-05-01", "en"));
        _folder.Write("recipe.json", """{ "name": "urls", "sources": [ { "name": "a", "files": ["a.jsonl"] }, { "name": "b", "files": ["b.jsonl"] } ], "deduplicate": { "url": {} } }""");
    }

    private string Recipe => Path.Combine(_folder.Path, "recipe.json");

    private string Work => Path.Combine(_folder.Path, "work");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://www.Example.org/a/", "https://example.org/a")]
    [InlineData("https://example.org/a?utm_medium=mail&x=1&gclid=7", "https://example.org/a?x=1#part")]
    [InlineData("https://example.org:443/a?y=2&x=1", "https://example.org/a?x=1&y=2")]
    public void Same_pages_have_one_key(string one, string other) => UrlKey.Of(one, 0).Should().Be(UrlKey.Of(other, 0)).And.NotBeNull();

    [Theory]
    [InlineData("https://example.org/a", "https://example.org/A")]
    [InlineData("https://example.org/a?x=1", "https://example.org/a?x=2")]
    [InlineData("https://example.org:8080/a", "https://example.org/a")]
    [InlineData("https://sub.example.org/a", "https://example.org/a")]
    public void Different_pages_have_different_keys(string one, string other) => UrlKey.Of(one, 0).Should().NotBe(UrlKey.Of(other, 0));

    [Theory]
    [InlineData(null)]
    [InlineData("not an address")]
    [InlineData("mailto:a@example.org")]
    public void Text_that_is_no_web_address_has_none(string? url) => UrlKey.Of(url, 0).Should().BeNull();

    [Theory]
    [InlineData("global", 4, "The new version.")]
    [InlineData("language", 5, "The new version.")]
    [InlineData("source", 5, "The new version.")]
    [InlineData("snapshot", 5, "Die neue Fassung.")]
    [InlineData("none", 6, "The old version")]
    public async Task Newest_of_an_address_stays_within_its_scope(string scope, int expected, string stays)
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--work", Work, "--until", "materialise", "--set", $"deduplicate.url.scope=\"{scope}\"");

        run.ExitCode.Should().Be(0, run.Error);
        (await Texts()).Should().HaveCount(expected).And.Contain(text => text.StartsWith(stays));
    }

    [Fact]
    public async Task Policy_keeps_another_copy_and_the_ledger_names_the_one_that_stays()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--work", Work, "--set", "deduplicate.url.copy=\"policy\"");

        run.ExitCode.Should().Be(0, run.Error);
        (await Texts()).Should().HaveCount(4).And.Contain(text => text.StartsWith("The old version"), "the longest stays");
        LedgerEntry entry = (await LedgerFile.ReadAsync(Directory.GetFiles(Path.Combine(Work, "ledger", "deduplicate")).Single(), CancellationToken.None))[0];
        entry.Rule.Should().Be("deduplicate.url");
        CurateRun story = await CurateRun.Of("explain", Work, entry.Id.ToString());
        story.Output.Should().Contain("deduplicate.url").And.Contain("the same address").And.Contain("The old version");
        File.ReadAllText(Path.Combine(Work, "report", "index.html")).Replace("<wbr/>", "", StringComparison.Ordinal).Should().Contain("deduplicate.url");
    }

    private static string Line(string text, string? url, string date, string language) => JsonSerializer.Serialize(new { text, url, date, language }) + "\n";

    private async Task<IReadOnlyList<string>> Texts()
    {
        List<string> texts = [];
        foreach (string file in Directory.GetFiles(Path.Combine(Work, "dataset"), "*.parquet"))
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(file, CancellationToken.None))
            {
                texts.AddRange(batch.Select(document => document.GetTextString()));
            }
        }

        return texts;
    }
}
