using System.Text.Json.Nodes;
using DataCuration.Sdk.Lowering;

namespace DataCuration.EndToEnd.Tests.Sdk;

public sealed class RecipeLoweringTests
{
    private static readonly ProjectSettings Empty = new()
    {
        RecipeName = "demo",
        ProjectFolder = "/p",
        RecipeFolder = "/p/obj",
        Corpus = [Item("data/web/b.warc", "/p/data/web/b.warc")],
    };

    [Fact]
    public void Corpus_in_a_storage_is_its_patterns_and_Include_its_name()
    {
        ProjectSettings project = Empty with
        {
            Corpus = [Item("web", "/p/web", ("From", "s3://corpus/crawl"), ("Files", "*.gz; more/*.gz"), ("Format", "Warc"))],
            Curation = [Item("S3", "", ("Endpoint", "http://minio:9000"), ("PathStyle", "true")), Item("UrlLists", "", ("Lists", "lists"), ("SoftWords", "3"))],
        };

        (JsonObject recipe, IReadOnlyList<Problem> problems) = RecipeLowering.Lower(project);

        problems.Should().BeEmpty();
        JsonNode.DeepEquals(recipe["sources"], JsonNode.Parse("""[ { "name": "web", "files": ["*.gz", "more/*.gz"], "from": "s3://corpus/crawl", "format": "warc" } ]""")).Should().BeTrue(recipe.ToJsonString());
        JsonNode.DeepEquals(recipe["storage"], JsonNode.Parse("""{ "s3": { "endpoint": "http://minio:9000", "pathStyle": true } }""")).Should().BeTrue(recipe.ToJsonString());
        JsonNode.DeepEquals(recipe["quality"], JsonNode.Parse("""{ "urls": { "lists": "lists", "softWords": 3 } }""")).Should().BeTrue(recipe.ToJsonString());
    }

    [Fact]
    public void From_without_Files_is_DC2102() =>
        RecipeLowering.Lower(Empty with { Corpus = [Item("web", "/p/web", ("From", "s3://corpus"))] }).Problems.Should().ContainSingle().Which.Code.Should().Be("DC2102");

    [Fact]
    public void Items_and_properties_become_the_recipe_exactly()
    {
        ProjectSettings project = Empty with
        {
            Seed = "18446744073709551615",
            MaxBadRecords = "0.05",
            Budget = "3e19",
            Law = "qqt-ed",
            ModelParameters = "1.2e8",
            MixMethod = "Ranking",
            Spent = "1e18",
            CountProbes = "true",
            Pool = [Item("q2", "/p/q2", ("MinShare", "0.1"), ("CostPerToken", "2e9"))],
            PinnedLaw = "laws/law.json",
            Strict = "True",
            PartBytes = "1000000",
            Corpus =
            [
                Item("b", "/p/data/web/b.warc", ("Name", "crawl"), ("Format", "Warc")),
                Item("a", "/p/data/web/a.warc", ("Name", "crawl"), ("Format", "Warc")),
                Item("books", "/p/data/books/one.jsonl", ("TextField", "body"), ("UrlField", "link"), ("MaxDroppedShare", "0.9")),
            ],
            Curation =
            [
                Item("MinHash", "", ("Bands", "14"), ("Verify", "Signature"), ("Keep", "highest:quality.classifier")),
                Item("gopherquality", "", ("minwords", "50"), ("MinMeanWordLength", "2.50")),
                Item("C4", "", ("DropCurlyBracket", "false")),
                Item("Classifier", "", ("Positive", "books"), ("Negative", "crawl; other ;")),
                Item("ExactDuplicates", "", ("Normalise", "WhiteSpace")),
                Item("Pools", "", ("By", "quality.classifier"), ("Edges", "0;0.25;1")),
                Item("Probes", "", ("Model", "0"), ("Epochs", "4"), ("UniqueTokens", "100000")),
            ],
            Evaluation = [Item("e", "/p/data/prose.jsonl.gz", ("Weight", "2")), Item("e", "/p/data/manuals.jsonl.gz"), Item("e", "/p/data/endings.jsonl", ("Kind", "Questions"), ("AnswerField", "label"))],
            TokenizerSample = [Item("t", "/p/data/sample.jsonl")],
        };

        (JsonObject recipe, IReadOnlyList<Problem> problems) = RecipeLowering.Lower(project);

        problems.Should().BeEmpty();
        JsonNode expected = JsonNode.Parse("""
            {
              "name": "demo",
              "baseDirectory": "..",
              "seed": 18446744073709551615,
              "maxBadRecords": 0.05,
              "sources": [
                { "name": "crawl", "files": ["data/web/a.warc", "data/web/b.warc"], "format": "warc" },
                { "name": "books", "files": ["data/books/one.jsonl"], "maxDroppedShare": 0.9, "fields": { "text": "body", "url": "link" } }
              ],
              "quality": {
                "rules": { "gopherQuality": { "minMeanWordLength": 2.50, "minWords": 50 }, "c4": { "dropCurlyBracket": false } },
                "classifier": { "negative": ["crawl", "other"], "positive": ["books"] }
              },
              "deduplicate": {
                "exact": { "normalise": "whiteSpace" },
                "minHash": { "bands": 14, "verify": "signature" },
                "keep": "highest:quality.classifier"
              },
              "pools": { "by": "quality.classifier", "edges": [0, 0.25, 1] },
              "probes": {
                "epochs": [4], "model": "0", "uniqueTokens": 100000,
                "evaluate": [
                  { "name": "prose", "files": ["data/prose.jsonl.gz"], "weight": 2 },
                  { "name": "manuals", "files": ["data/manuals.jsonl.gz"] },
                  { "name": "endings", "files": ["data/endings.jsonl"], "kind": "questions", "answerField": "label" }
                ],
                "tokenizerFiles": ["data/sample.jsonl"]
              },
              "output": { "partBytes": 1000000 },
              "mix": { "budget": 3e19, "modelParameters": 1.2e8, "law": "qqt-ed", "method": "ranking", "spent": 1e18, "countProbes": true, "limits": [ { "pool": "q2", "minShare": 0.1, "costPerToken": 2e9 } ], "pinnedLaw": "laws/law.json", "strict": true }
            }
            """)!;
        JsonNode.DeepEquals(recipe, expected).Should().BeTrue(recipe.ToJsonString());
        recipe["mix"]!["budget"]!.ToJsonString().Should().Be("3e19");
    }

    [Fact]
    public void Unset_settings_stay_out_of_the_recipe()
    {
        (JsonObject recipe, _) = RecipeLowering.Lower(Empty with { Strict = "false" });

        recipe.ToJsonString().Should().Be("""{"name":"demo","baseDirectory":"..","sources":[{"name":"web","files":["data/web/b.warc"]}]}""");
    }

    [Fact]
    public void Order_of_items_does_not_change_the_recipe()
    {
        ProjectItem[] steps = [Item("Pools", ""), Item("C4", ""), Item("MinHash", "", ("Rows", "8"), ("Bands", "2"))];

        string one = RecipeLowering.Lower(Empty with { Curation = steps }).Recipe.ToJsonString();
        string other = RecipeLowering.Lower(Empty with { Curation = [.. steps.Reverse()] }).Recipe.ToJsonString();

        one.Should().Be(other);
    }

    [Theory]
    [InlineData("007", "\"007\"")]
    [InlineData("7", "7")]
    [InlineData("-0.5e3", "-0.5e3")]
    [InlineData("1,000", "\"1,000\"")]
    [InlineData("1e999", "\"1e999\"")]
    [InlineData("true", "true")]
    [InlineData("NaN", "\"NaN\"")]
    public void Value_becomes_a_literal_only_when_it_is_one(string text, string json) =>
        MetadataValue.ToJson(text, SettingKind.Value).ToJsonString().Should().Be(json);

    [Fact]
    public void Problems_are_reported_all_at_once()
    {
        ProjectSettings project = Empty with
        {
            Corpus = [],
            Curation = [Item("MinHash", "", ("Keep", "first")), Item("minhash", ""), Item("ExactDuplicates", "", ("Keep", "longest")), Item("Xyz", "")],
            Evaluation = [Item("e", "/p/a.jsonl", ("Name", "x"), ("Weight", "1")), Item("e", "/p/b.jsonl", ("Name", "x"), ("Weight", "2"))],
            TokenizerSample = [Item("t", "/p/t.jsonl", ("Weight", "1"), ("MSBuildSourceProjectFile", "x"))],
        };

        IReadOnlyList<Problem> problems = RecipeLowering.Lower(project).Problems;

        problems.Select(problem => problem.Code).Should().BeEquivalentTo("DC2102", "DC2103", "DC2100", "DC2104", "DC2104", "DC2101");
    }

    [Fact]
    public void Budget_is_read_by_the_mix_stage_alone()
    {
        JsonObject one = RecipeLowering.Lower(Empty with { Budget = "1e18" }).Recipe;
        JsonObject other = RecipeLowering.Lower(Empty with { Budget = "1e19" }).Recipe;

        IEnumerable<string> changed = StageSettings.Of(one).Zip(StageSettings.Of(other))
            .Where(pair => !JsonNode.DeepEquals(pair.First.Settings, pair.Second.Settings)).Select(pair => pair.First.Stage);

        changed.Should().Equal("mix");
    }

    private static ProjectItem Item(string name, string path, params (string Name, string Value)[] metadata) => new(
        name,
        path,
        Path.GetFileName(Path.GetDirectoryName(path) ?? ""),
        metadata.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase));
}
