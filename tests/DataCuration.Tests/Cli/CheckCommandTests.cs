using System.Text.Json.Nodes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class CheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CheckCommandTests() => SmallWork.WriteCorpus(_folder);

    private string Recipe => Path.Combine(_folder.Path, "small.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_of_a_valid_recipe_lists_its_shards()
    {
        CurateRun run = await CurateRun.Of("check", Recipe);

        run.ExitCode.Should().Be(0);
        run.Output.Should().StartWith("small: the recipe is valid").And.Contain("web: 2 shards");
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Check_of_three_mistakes_prints_three_canonical_lines()
    {
        _folder.Write("small.json", """
            {
              "name": "small",
              "sources": [ { "name": "web", "files": ["shards/*.jsonl"] } ],
              "quality": { "rules": { "gopherQualty": {} } },
              "pools": { "edges": [0, 2] },
              "seed": "one"
            }
            """);

        CurateRun run = await CurateRun.Of("check", Recipe);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.TrimEnd().Split('\n').Should().HaveCount(3).And.AllSatisfy(line => line.Should().MatchRegex(@"small\.json\(\d+,\d+\): error DC200[235]: "));
        run.Error.Should().ContainAll("(4,27): error DC2002", "(5,27): error DC2005", "(6,11): error DC2003");
    }

    [Fact]
    public async Task Check_places_a_pattern_without_files()
    {
        CurateRun run = await CurateRun.Of("check", Recipe, "--set", "name=x", "--set", "sources.0.files.0=none/*");

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("--set: error DC2020: No file matches 'none/*' of source 'web'");
    }

    [Fact]
    public async Task Check_with_json_prints_problems_as_data()
    {
        JsonNode json = (await CurateRun.Of("check", Recipe, "--json", "--set", "pools.by=sauce")).Json;

        json["isValid"]!.GetValue<bool>().Should().BeFalse();
        json["diagnostics"]![0]!["code"]!.GetValue<string>().Should().Be("DC2012");
    }

    [Fact]
    public async Task Check_of_a_missing_recipe_is_DC2000()
    {
        CurateRun run = await CurateRun.Of("check", "/nowhere/recipe.json");

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("/nowhere/recipe.json: error DC2000");
    }
}
