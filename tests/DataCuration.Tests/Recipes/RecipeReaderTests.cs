using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Recipes;

public sealed class RecipeReaderTests
{
    [Fact]
    public void Read_of_three_mistakes_gives_three_diagnostics_at_their_places()
    {
        const string json = """
            {
              // comments are allowed
              "name": "n",
              "sources": [ { "name": "web", "files": ["a.jsonl"] } ],
              "quality": { "rules": { "gopherQuality": { "minWord": 50 } } },
              "deduplicate": { "minHash": { "threshold": 1.5, "verify": "sig" } },
            }
            """;

        IReadOnlyList<Diagnostic> problems = RecipeText.Problems(json);

        problems.Select(problem => (problem.Code, problem.Line, problem.Column)).Should().Equal(
            ("DC2002", 5, 46), ("DC2005", 6, 46), ("DC2003", 6, 61));
        problems[0].ToString().Should().Be(
            "/data/recipe.json(5,46): error DC2002: There is no option 'quality.rules.gopherQuality.minWord'. Did you mean 'minWords'?");
        problems[1].Message.Should().Be("'deduplicate.minHash.threshold' is 1.5; expected a number above 0 and at most 1.");
        problems[2].Message.Should().Be("'deduplicate.minHash.verify' is \"sig\"; expected one of none, signature, shingle, containment.");
    }

    [Fact]
    public void Read_of_a_minimal_recipe_gives_the_defaults()
    {
        Recipe recipe = RecipeText.Valid(RecipeText.Minimal);

        recipe.Should().BeEquivalentTo(new Recipe
        {
            Name = "n",
            Sources = [new SourceOptions { Name = "web", Files = ["a.jsonl"] }],
            BaseDirectory = "/data",
        });
    }

    [Fact]
    public void Read_of_every_step_binds_values_and_enumerations()
    {
        Recipe recipe = RecipeText.Valid(RecipeText.FullWith("deduplicate", """{ "exact": { "normalise": "none" }, "minHash": { "bands": 9 } }"""));

        recipe.Deduplicate!.Exact!.Normalise.Should().Be(TextNormalisation.None);
        recipe.Deduplicate.MinHash!.Bands.Should().Be(9);
        recipe.Mix!.Budget.Should().Be(1e17);
        recipe.Quality.Classifier!.Positive.Should().Equal("books");
    }

    [Fact]
    public void Read_takes_the_base_directory_from_the_recipes_folder()
    {
        RecipeText.Valid(RecipeText.Minimal, "baseDirectory=../shards").BaseDirectory.Should().Be("/shards");
    }

    [Fact]
    public void Read_of_a_byte_order_mark_ignores_it() => RecipeText.Valid("\uFEFF" + RecipeText.Minimal).Name.Should().Be("n");

    [Fact]
    public void Columns_count_utf16_units()
    {
        // The name takes 2 UTF-16 units, 4 bytes and 1 letter.
        RecipeText.Problems("""{ "name": "🦊", "size": 1, "sources": [ { "name": "web", "files": ["a"] } ] }""")
            .Should().ContainSingle().Which.Column.Should().Be(17);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{ \"name\": \"🦊\" x }", 1, 16)]
    [InlineData("{\n  \"name\": \"n\",\n  \"sources\": [ }", 3, 16)]
    [InlineData("{\n  \"name\": \"\\ud800\" }", 2, 11)]
    [InlineData("{} {}", 1, 4)]
    public void Read_of_broken_json_says_where(string json, int line, int column)
    {
        Diagnostic problem = RecipeText.Problems(json).Should().ContainSingle().Subject;

        (problem.Code, problem.Line, problem.Column).Should().Be(("DC2001", line, column));
    }

    [Fact]
    public void Read_of_nesting_beyond_reason_is_an_error_and_no_crash() =>
        RecipeText.Problems(new string('[', 100_000)).Should().ContainSingle().Which.Code.Should().Be("DC2001");

    [Theory]
    [InlineData("[]", "'the recipe' is an array; expected an object, for example {}.")]
    [InlineData("3", "'the recipe' is 3; expected an object, for example {}.")]
    [InlineData("null", "'the recipe' is null; expected an object, for example {}.")]
    public void Read_of_something_else_than_an_object_is_an_error(string json, string message) =>
        RecipeText.Problems(json).Should().Contain(problem => problem.Code == "DC2003" && problem.Message == message);

    [Fact]
    public void Read_of_a_duplicate_property_points_at_the_second()
    {
        Diagnostic problem = RecipeText.Problems("""{ "name": "n", "name": "m", "sources": [ { "name": "web", "files": ["a"] } ] }""")
            .Should().ContainSingle().Subject;

        (problem.Code, problem.Column).Should().Be(("DC2006", 16));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("sources")]
    [InlineData("sources.0.name")]
    [InlineData("sources.0.files")]
    [InlineData("quality.classifier.positive")]
    [InlineData("probes.evaluate")]
    [InlineData("probes.evaluate.0.name")]
    [InlineData("probes.evaluate.0.files")]
    [InlineData("mix.budget")]
    public void Read_without_a_required_option_names_it(string path) =>
        RecipeText.Problems(RecipeText.FullWith(path, null)).Should().Contain(
            problem => problem.Code == "DC2004" && problem.Message == $"'{path.Replace(".0", "[0]")}' is missing; it is required. Add it here.");

    [Theory]
    [InlineData("name", "1", "a string")]
    [InlineData("seed", "\"1\"", "a whole number")]
    [InlineData("seed", "18446744073709551616", "a whole number")]
    [InlineData("probes.vocabulary", "2e3", "a whole number")]
    [InlineData("mix.budget", "\"1e17\"", "a number")]
    [InlineData("mix.budget", "1e999", "a finite number")]
    [InlineData("mix.strict", "\"yes\"", "true or false")]
    [InlineData("sources", "{}", "an array")]
    [InlineData("quality", "[]", "an object")]
    [InlineData("sources.0.format", "\"zip\"", "one of auto, jsonl, warc, wet, parquet, webDataset, text, html")]
    [InlineData("sources.0.format", "\"Warc\"", "one of auto, jsonl, warc, wet, parquet, webDataset, text, html. Did you mean 'warc'?")]
    [InlineData("pools.unit", "3", "one of documents, tokens")]
    [InlineData("name", "null", "give a value")]
    [InlineData("sources.0.files", "[null]", "give a value")]
    [InlineData("output.partBytes", "null", "leave it out")]
    public void Read_of_a_wrong_type_says_what_is_expected(string path, string json, string expected)
    {
        RecipeText.Problems(RecipeText.FullWith(path, json)).Should().ContainSingle(problem =>
            problem.Code == "DC2003" && problem.Message.Contains($"'{path.Replace(".0", "[0]")}") && problem.Message.Contains(expected));
    }

    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("sources", "[]")]
    [InlineData("sources.0.files", "[]")]
    [InlineData("sources.0.files", "[\"\"]")]
    [InlineData("probes.evaluate", "[]")]
    public void Read_of_something_empty_is_an_error(string path, string json) =>
        RecipeText.Problems(RecipeText.FullWith(path, json)).Should().Contain(problem => problem.Code == "DC2005" && problem.Message.Contains("is empty"));

    [Theory]
    [InlineData("mix.modelParameters")]
    [InlineData("mix.pinnedLaw")]
    [InlineData("probes.parallel")]
    [InlineData("quality.rules.c4")]
    public void Read_of_null_for_an_optional_value_is_the_same_as_leaving_it_out(string path) =>
        RecipeText.Problems(RecipeText.FullWith(path, "null")).Should().BeEmpty();

    [Fact]
    public void Read_of_the_schema_reference_is_no_option() =>
        RecipeText.Problems(RecipeText.FullWith("$schema", "\"recipe.schema.json\"")).Should().BeEmpty();

    [Fact]
    public void Read_of_any_prefix_of_a_recipe_is_an_error_and_no_crash()
    {
        for (int length = 0; length < RecipeText.Full.TrimEnd().Length - 1; length++)
        {
            RecipeText.Problems(RecipeText.Full[..length]).Should().NotBeEmpty();
        }
    }
}
