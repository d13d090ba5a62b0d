using System.Text.Json;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

/// <summary>Recipes with a profile that brings its own rules.</summary>
public sealed class ProfileRulesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProfileRulesTests()
    {
        const string good = "the people of the town went to the market and have that to be sold with all of the goods. ";
        string varied = string.Concat(Enumerable.Range(0, 10).Select(i => string.Concat(Enumerable.Range(0, 8).Select(j => $"word{(char)('a' + i)}{(char)('a' + j)} "))));
        string[] texts = [good + varied, "too short to be kept by the rules", varied];
        _folder.Write("web.jsonl", string.Concat(texts.Select(text => JsonSerializer.Serialize(new { text }) + "\n")));
        _folder.Write("recipe.json", """{ "name": "peers", "sources": [ { "name": "web", "files": ["web.jsonl"] } ], "quality": { "profile": "dolma/1" } }""");
    }

    private string Recipe => Path.Combine(_folder.Path, "recipe.json");

    private string Work => Path.Combine(_folder.Path, "work");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_profiles_rules_decide_and_its_columns_are_there()
    {
        CurateRun run = await CurateRun.Of("run", Recipe, "--until", "pool", "--work", Work);

        run.ExitCode.Should().Be(0, run.Error);
        using JsonDocument pools = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Work, "pools.json")));
        pools.RootElement.GetProperty("pools").EnumerateArray().Sum(pool => pool.GetProperty("documents").GetInt64()).Should().Be(1);
        CurateRun whatIf = await CurateRun.Of("whatif", Work, "--set", "pools.by=\"dolma.wordCount\"", "--json");
        whatIf.ExitCode.Should().Be(0, whatIf.Error);
    }

    [Fact]
    public async Task A_column_of_another_profile_is_unknown()
    {
        CurateRun run = await CurateRun.Of("check", Recipe, "--set", "pools.by=\"gopherQuality.wordCount\"");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("DC2012").And.Contain("gopherQuality.wordCount");
    }
}
