using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Rephrasing.Segments;
using DataCuration.Rephrasing.Styles;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Rephrasing;

public sealed class StyleFileTests
{
    [Fact]
    public void Options_stand_above_the_prompt()
    {
        RephrasingStyle style = StyleFile.Parse("table", "## options\nmaxSegmentTokens: 700\njoin: document\nrequiredPrefix: Here is: the table\ntemperature: 0.2\n\n## system\nS\n## user\n{{document}}");

        style.Name.Should().Be("table");
        style.Segments.MaxSegmentTokens.Should().Be(700);
        style.Join.Should().Be(SegmentJoin.Document);
        style.Checks.RequiredPrefix.Should().Be("Here is: the table");
        style.Temperature.Should().Be(0.2);
        style.Prompt.System.Should().Be("S");
        style.MaxOutputTokens.Should().Be(new RephrasingStyle("x", style.Prompt).MaxOutputTokens, "what is left out has its default");
    }

    [Theory]
    [InlineData("## options\nmaxSegmentTokns: 3\n## user\n{{document}}", "maxSegmentTokns")]
    [InlineData("## options\nmaxSegmentTokens: many\n## user\n{{document}}", "\"many\"")]
    [InlineData("## options\njoin\n## user\n{{document}}", "name: value")]
    [InlineData("## options\njoin: none", "## user")]
    public void What_cannot_be_used_is_named(string text, string part) =>
        FluentActions.Invoking(() => StyleFile.Parse("mine", text)).Should().Throw<FormatException>().WithMessage($"*{part}*");

    [Theory]
    [InlineData("""{ "styles": ["wikipeda"], "endpoint": "http://h/v1", "model": "m" }""", "DC2080", "wikipedia")]
    [InlineData("""{ "styles": ["qa", "qa"], "endpoint": "http://h/v1", "model": "m" }""", "DC2080", "twice")]
    [InlineData("""{ "styles": ["qa"], "templates": ["t/qa.txt"], "endpoint": "http://h/v1", "model": "m" }""", "DC2080", "built-in")]
    [InlineData("""{ "styles": ["qa"], "endpoint": "localhost:8000", "model": "m" }""", "DC2081", "http://")]
    [InlineData("""{ "styles": ["qa"], "endpoint": "https://me:secret@h/v1", "model": "m" }""", "DC2081", "apiKeyVariable")]
    [InlineData("""{ "styles": ["qa"], "endpoint": "http://h/v1", "model": "m", "routing": "qualityBucket" }""", "DC2082", "classifier")]
    [InlineData("""{ "styles": ["qa"], "endpoint": "http://h/v1", "model": "m", "maxCost": 3 }""", "DC2083", "inputPrice")]
    [InlineData("""{ "styles": ["qa"], "endpoint": "http://h/v1", "model": "m", "keepQuality": 0.1 }""", "DC2150", "quality.classifier")]
    public void A_recipe_that_cannot_rephrase_is_refused(string rephrase, string code, string part)
    {
        string recipe = $$"""{ "name": "n", "sources": [ { "name": "web", "files": ["a.jsonl"] } ], "rephrase": {{rephrase}} }""";

        RecipeText.Problems(recipe).Should().ContainSingle().Which.Should().Match<Diagnostic>(problem => problem.Code == code && problem.Message.Contains(part));
    }

    [Fact]
    public void Known_styles_are_those_of_the_catalogue()
    {
        string recipe = """{ "name": "n", "sources": [ { "name": "web", "files": ["a.jsonl"] } ], "rephrase": { "styles": STYLES, "endpoint": "http://h/v1", "model": "m" } }""";

        Recipe valid = RecipeText.Valid(recipe.Replace("STYLES", $"[{string.Join(',', StyleCatalogue.All.Select(style => $"\"{style.Name}\""))}]", StringComparison.Ordinal));

        valid.Rephrase!.Styles.Should().HaveCount(9);
    }
}
