using System.Text.Json;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

public sealed class UrlRulesTests : IDisposable
{
    private const string Sentence = "It was the best of times, and that of all the ages with the most to be said of it. ";

    private static readonly string?[] Urls =
    [
        "http://good.org/a", "https://www.casino.co.uk/rules", "http://spam.example.com/x", "http://good.org/listed", "http://good.org/XXX",
        "http://good.org/Poker/bet", "http://good.org/poker", "http://good.org/Free-Money", null,
    ];

    private readonly TemporaryFolder _folder = new();

    public UrlRulesTests()
    {
        _folder.Write("a.jsonl", string.Concat(Urls.Select((url, i) =>
            JsonSerializer.Serialize(new { text = string.Concat(Enumerable.Repeat($"Document {i}. {Sentence}", 5)), url }) + "\n")));
        _folder.Write("lists/domains", "# domains\ncasino.co.uk\nspam.example.com\n");
        _folder.Write("lists/urls", "http://good.org/listed\n");
        _folder.Write("lists/banned_words.txt", "xxx\n");
        _folder.Write("lists/soft_banned_words.txt", "poker\nbet\n");
        _folder.Write("lists/banned_subwords.txt", "freemoney\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_reason_is_counted_and_documents_without_an_address_pass()
    {
        string recipe = Recipe();

        (await ReasonsAsync(recipe)).Should().BeEquivalentTo(new Dictionary<string, long>
        {
            ["urls.domain"] = 1,
            ["urls.host"] = 1,
            ["urls.url"] = 1,
            ["urls.bannedWords"] = 1,
            ["urls.softBannedWords"] = 1,
            ["urls.bannedSubword"] = 1,
        });
        (await KeptAsync()).Should().Be(3);
    }

    [Fact]
    public async Task Profile_of_datatrove_lets_upper_case_words_pass_as_datatrove_does()
    {
        Dictionary<string, long> reasons = await ReasonsAsync(Recipe("\"profile\": \"datatrove/0.10\", "));

        reasons.Should().NotContainKeys("urls.bannedWords", "urls.softBannedWords").And.ContainKeys("urls.domain", "urls.bannedSubword");
    }

    [Fact]
    public async Task Another_number_of_soft_words_decides_anew_and_matches_nothing_again()
    {
        string recipe = Recipe();
        await ReasonsAsync(recipe);

        CurateRun plan = await CurateRun.Of("plan", recipe, "--set", "quality.urls.softWords=1");
        plan.Output.Should().Contain("urls: up to date").And.Contain("pools: to do");
        CurateRun whatIf = await CurateRun.Of("whatif", Path.Combine(_folder.Path, "urls.work"), "--set", "quality.urls.softWords=1", "--json");

        whatIf.ExitCode.Should().Be(0, whatIf.Error);
        (await ReasonsAsync(recipe, "--set", "quality.urls.softWords=1"))["urls.softBannedWords"].Should().Be(2);
    }

    [Fact]
    public async Task Changed_list_matches_again()
    {
        string recipe = Recipe();
        await ReasonsAsync(recipe);
        _folder.Write("lists/domains", "good.org\n");

        (await ReasonsAsync(recipe))["urls.domain"].Should().Be(6);
    }

    [Theory]
    [InlineData("none")]
    [InlineData(".")]
    public async Task Folder_without_lists_is_DC1096_at_its_place(string lists)
    {
        CurateRun check = await CurateRun.Of("check", Recipe("", lists));

        check.ExitCode.Should().Be(2);
        check.Error.Should().Contain("urls.json(4,").And.Contain($"error DC1096: There are no lists in '{lists}'");
    }

    private async Task<Dictionary<string, long>> ReasonsAsync(string recipe, params string[] more)
    {
        CurateRun run = await CurateRun.Of(["run", recipe, "--until", "materialise", .. more]);
        run.ExitCode.Should().Be(0, run.Error);
        JsonElement counts = (await PoolRecordAsync()).GetProperty("counts");
        return counts.GetProperty("reasons").EnumerateObject().Where(reason => reason.Name.StartsWith("urls.", StringComparison.Ordinal))
            .ToDictionary(reason => reason.Name, reason => reason.Value.GetInt64());
    }

    private async Task<long> KeptAsync() => (await PoolRecordAsync()).GetProperty("counts").GetProperty("out").GetInt64();

    private async Task<JsonElement> PoolRecordAsync()
    {
        string path = Directory.GetFiles(Path.Combine(_folder.Path, "urls.work", "state"), "*.json", SearchOption.AllDirectories)
            .Single(file => file.Contains($"{Path.DirectorySeparatorChar}pools{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        using JsonDocument record = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        return record.RootElement.Clone();
    }

    private string Recipe(string profile = "", string lists = "lists") => _folder.Write("urls.json", $$"""
        {
          "name": "urls",
          "sources": [ { "name": "web", "files": ["a.jsonl"] } ],
          "quality": { {{profile}}"urls": { "lists": "{{lists}}" } }
        }
        """);
}
