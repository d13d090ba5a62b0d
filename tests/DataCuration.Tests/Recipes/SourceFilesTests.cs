using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Recipes;

public sealed class SourceFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SourceFilesTests()
    {
        foreach (string path in new[] { "a.jsonl", "web/1.jsonl", "web/2.jsonl", "r.jsonl" })
        {
            _folder.Write(path, path);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Resolve_gives_files_by_source_and_path_each_once()
    {
        SourceFiles files = await ResolveAsync("""
            [ { "name": "web", "files": ["web/2.jsonl", "web/*.jsonl"] }, { "name": "books", "files": ["a.jsonl"] } ]
            """);

        files.Diagnostics.Should().BeEmpty();
        files.Sources.Should().Equal(
            new ResolvedFile("books", "a.jsonl", Path.Combine(_folder.Path, "a.jsonl"), 7),
            new ResolvedFile("web", "web/1.jsonl", Path.Combine(_folder.Path, "web/1.jsonl"), 11),
            new ResolvedFile("web", "web/2.jsonl", Path.Combine(_folder.Path, "web/2.jsonl"), 11));
    }

    [Fact]
    public async Task Resolve_of_a_pattern_without_a_match_points_at_it()
    {
        Diagnostic problem = (await ResolveAsync("""[ { "name": "web", "files": ["web/*.jsonl", "wob/*.jsonl"] } ]""")).Diagnostics.Should().ContainSingle().Subject;

        (problem.Code, problem.Line, problem.Column).Should().Be(("DC2020", 2, 58));
        problem.Message.Should().StartWith($"No file matches 'wob/*.jsonl' of source 'web'; looked in {_folder.Path}.");
    }

    [Fact]
    public async Task Resolve_of_a_file_in_two_sources_points_at_the_second()
    {
        Diagnostic problem = (await ResolveAsync("""[ { "name": "web", "files": ["web/*"] }, { "name": "one", "files": ["web/1.jsonl"] } ]"""))
            .Diagnostics.Should().ContainSingle().Subject;

        (problem.Code, problem.Line, problem.Column).Should().Be(("DC2021", 2, 82));
        problem.Message.Should().Contain("'web' and 'one'");
    }

    [Fact]
    public async Task Resolve_of_a_shard_that_probes_are_measured_on_is_an_error() =>
        (await ResolveAsync(
            """[ { "name": "web", "files": ["**/*.jsonl"] } ]""",
            """ "probes": { "evaluate": [ { "name": "r", "files": ["r.jsonl"] } ] }, "mix": { "budget": 1 },"""))
        .Diagnostics.Should().ContainSingle().Which.Code.Should().Be("DC2022");

    [Fact]
    public async Task Resolve_of_a_law_that_is_not_there_is_an_error() =>
        (await ResolveAsync("""[ { "name": "web", "files": ["a.jsonl"] } ]""", """ "mix": { "budget": 1, "pinnedLaw": "law.json" },"""))
        .Diagnostics.Should().ContainSingle().Which.Code.Should().Be("DC2023");

    [Fact]
    public async Task Resolve_without_places_still_reports()
    {
        Recipe recipe = new() { Name = "n", Sources = [new SourceOptions { Name = "web", Files = ["none"] }], BaseDirectory = _folder.Path };

        (await SourceFiles.ResolveAsync(recipe, remoteFiles: null, places: null, TestContext.Current.CancellationToken)).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("DC2020");
    }

    private Task<SourceFiles> ResolveAsync(string sources, string more = "")
    {
        string path = Path.Combine(_folder.Path, "recipe.json");
        RecipeReadResult result = RecipeReader.Read($$"""{ "name": "n",{{more}}{{"\n"}}  "sources": {{sources}} }""", path);
        result.Diagnostics.Should().BeEmpty();
        return SourceFiles.ResolveAsync(result.Recipe!, remoteFiles: null, result.Places, TestContext.Current.CancellationToken);
    }
}
