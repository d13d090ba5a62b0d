using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Recipes;

public sealed class RecipeWriterTests
{
    [Theory]
    [InlineData(RecipeText.Minimal)]
    [InlineData(RecipeText.Full)]
    public void ToJson_reads_back_to_an_equal_recipe(string json)
    {
        Recipe recipe = RecipeText.Valid(json, "seed=18446744073709551615", "maxBadRecords=0.1");

        RecipeReadResult again = RecipeReader.Read(RecipeWriter.ToJson(recipe), "/elsewhere/work/recipe.json");

        again.Diagnostics.Should().BeEmpty();
        again.Recipe.Should().BeEquivalentTo(recipe);
    }

    [Fact]
    public void ToJson_writes_every_value() =>
        RecipeWriter.ToJson(RecipeText.Valid(RecipeText.Full)).Should().Contain("\"minWords\": 50").And.EndWith("}\n");

    [Fact]
    public void ToCanonicalJson_does_not_depend_on_how_the_recipe_is_written()
    {
        const string reordered = """
            {
              "sources": [ { "files": ["b.jsonl"], "name": "books" }, { "fields": { "text": "text" }, "files": ["a.jsonl"], "name": "web" } ], "name": "full",
              "output": {}, "mix": { "law": "qqt-ed", "budget": 100000000000000000 }, "pools": { "by": "quality.classifier" },
              "probes": { "parallel": 7, "evaluate": [ { "name": "reference", "files": ["r.jsonl"], "weight": 1.0 } ] },
              "deduplicate": { "keep": "highest:quality.classifier", "minHash": { "threshold": 0.75 }, "exact": {} },
              "quality": { "classifier": { "negative": ["web"], "positive": ["books"] }, "rules": { "fineWeb": {}, "c4": {}, "gopherRepetition": {}, "gopherQuality": {} } }
            }
            """;

        RecipeWriter.ToCanonicalJson(RecipeText.Valid(reordered)).Should().Be(RecipeWriter.ToCanonicalJson(RecipeText.Valid(RecipeText.Full)));
    }

    [Fact]
    public void ToCanonicalJson_does_not_depend_on_where_the_recipe_lies()
    {
        Recipe recipe = RecipeText.Valid(RecipeText.Full);

        RecipeWriter.ToCanonicalJson(recipe with { BaseDirectory = "/elsewhere" }).Should().Be(RecipeWriter.ToCanonicalJson(recipe));
    }

    [Theory]
    [InlineData("seed=2")]
    [InlineData("mix.budget=2e17")]
    [InlineData("probes.threads=2")]
    public void ToCanonicalJson_differs_when_results_may_differ(string assignment) =>
        RecipeWriter.ToCanonicalJson(RecipeText.Valid(RecipeText.Full, assignment)).Should().NotBe(RecipeWriter.ToCanonicalJson(RecipeText.Valid(RecipeText.Full)));
}
