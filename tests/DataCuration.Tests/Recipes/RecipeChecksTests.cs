using DataCuration.Documents.Diagnostics;

namespace DataCuration.Tests.Recipes;

public sealed class RecipeChecksTests
{
    [Theory]
    [InlineData("sources.0.name", "\"a/b\"", "DC2008", "letters, digits, hyphen and underscore")]
    [InlineData("sources.0.name", "\"books\"", "DC2008", "Two sources are named 'books'")]
    [InlineData("probes.evaluate", """[{ "name": "r", "files": ["a"] }, { "name": "r", "files": ["b"] }]""", "DC2008", "Two evaluation sets are named 'r'")]
    [InlineData("quality.classifier.positive", "[\"boks\"]", "DC2009", "Did you mean 'books'?")]
    [InlineData("quality.classifier.negative", "[\"web\", \"books\"]", "DC2010", "one kind of example only")]
    [InlineData("quality.rules.gopherQuality", """{ "minWords": 100001 }""", "DC2010", "'quality.rules.gopherQuality.maxWords' is 100000")]
    [InlineData("quality.rules.gopherQuality", """{ "maxMeanWordLength": 2 }""", "DC2010", "minMeanWordLength' is 3")]
    [InlineData("quality.profile", "\"dolma/1\"", "DC2220", "'quality.rules' names others")]
    [InlineData("quality.profile", "\"c4\"", "DC2003", "Did you mean 'c4/1'?")]
    [InlineData("quality.ensemble", """{ "of": ["quality.clasifier"] }""", "DC2012", "Did you mean 'quality.classifier'?")]
    [InlineData("quality.ensemble", """{ "of": ["quality.ensemble"] }""", "DC2010", "names the ensemble itself")]
    [InlineData("deduplicate", "{}", "DC2010", "removes nothing")]
    [InlineData("prune", "{}", "DC2010", "neither 'semantic' nor 'prototypes'")]
    [InlineData("prune", "{ \"dimensions\": 100, \"semantic\": {} }", "DC2010", "a multiple of 16")]
    [InlineData("deduplicate.minHash", """{ "bands": 1024, "rows": 20 }""", "DC2010", "20480 hashes")]
    [InlineData("deduplicate.minHash", """{ "profile": "datatrove/0.10", "bands": 20 }""", "DC2230", "stands for datatrove's default 14")]
    [InlineData("deduplicate.minHash", """{ "profile": "datatrove/0.9" }""", "DC2003", "Did you mean 'datatrove/0.10'?")]
    [InlineData("probes.evaluate", """[{ "name": "r", "files": ["a"], "kind": "questions" }]""", "DC2160", "No evaluation set has a weight")]
    [InlineData("probes.evaluate", """[{ "name": "r", "files": ["a"], "weight": 0 }]""", "DC2160", "No evaluation set has a weight")]
    [InlineData("probes.contextLength", "8192", "DC2010", null)]
    [InlineData("deduplicate.keep", "\"longst\"", "DC2012", "Did you mean 'longest'?")]
    [InlineData("deduplicate.keep", "\"highest\"", "DC2012", "highest:COLUMN")]
    [InlineData("deduplicate.keep", "\"highest:quality.clasifier\"", "DC2012", "Did you mean 'quality.classifier'?")]
    [InlineData("pools.by", "\"quality.clasifier\"", "DC2012", "Did you mean 'quality.classifier'?")]
    [InlineData("pools.by", "\"sauce\"", "DC2012", "Did you mean 'source'?")]
    [InlineData("pools.edges", "[0, 0.5, 0.5, 1]", "DC2005", "[0, 0.5, 0.5, 1]; expected numbers that rise from 0 to 1")]
    [InlineData("pools.edges", "[0, 0.5]", "DC2005", "rise from 0 to 1")]
    [InlineData("pools.edges", "[0.1, 1]", "DC2005", "rise from 0 to 1")]
    [InlineData("pools.edges", "[]", "DC2005", "rise from 0 to 1")]
    [InlineData("probes.epochs", "[1, 0.5]", "DC2005", "expected rising numbers")]
    [InlineData("probes.epochs", "[]", "DC2005", "expected rising numbers")]
    [InlineData("probes.model", "\"p2\"", "DC2003", "expected one of p0, p1")]
    [InlineData("probes.device", "\"gpu\"", "DC2003", "expected one of auto, cpu, cuda")]
    [InlineData("mix.law", "\"qqted\"", "DC2003", "Did you mean 'qqt-ed'?")]
    [InlineData("mix", null, "DC2011", "mix.budget")]
    [InlineData("probes", null, "DC2011", "mix.pinnedLaw")]
    public void Rule_that_a_recipe_breaks_is_reported_alone(string path, string? json, string code, string? part)
    {
        string recipe = path == "probes.contextLength"
            ? RecipeText.FullWith("probes", """{ "uniqueTokens": 4000, "contextLength": 8192, "evaluate": [ { "name": "r", "files": ["a"] } ] }""")
            : RecipeText.FullWith(path, json);

        Diagnostic problem = RecipeText.Problems(recipe).Where(item => !(path == "sources.0.name" && item.Code == "DC2009")).Should().ContainSingle().Subject;

        problem.Code.Should().Be(code);
        problem.Message.Should().Contain(part ?? "a pool's tokens do not fill one context");
        problem.Line.Should().Be(1);
    }

    [Theory]
    [InlineData("pools", """{ "by": "quality.classifier" }""")]
    [InlineData("deduplicate", """{ "exact": {}, "keep": "lowest:quality.classifier" }""")]
    public void Classifiers_score_without_a_classifier_is_reported(string path, string json)
    {
        string recipe = $$"""{ "name": "n", "sources": [ { "name": "web", "files": ["a"] } ], "{{path}}": {{json}} }""";

        RecipeText.Problems(recipe).Should().ContainSingle().Which.Message.Should().Contain("has no quality.classifier");
    }

    [Theory]
    [InlineData("pools.by", "\"source\"")]
    [InlineData("pools.by", "\"gopherQuality.wordCount\"")]
    [InlineData("deduplicate.keep", "\"highest:text.tokenCount\"")]
    [InlineData("deduplicate.keep", "\"first\"")]
    [InlineData("probes.evaluate", """[{ "name": "r", "files": ["a"], "kind": "questions", "weight": 1, "textField": "question", "answerField": "label" }]""")]
    [InlineData("probes.evaluate", """[{ "name": "r", "files": ["a"] }, { "name": "s", "files": ["b"], "kind": "questions" }]""")]
    public void Known_columns_and_policies_are_accepted(string path, string json) =>
        RecipeText.Problems(RecipeText.FullWith(path, json)).Should().BeEmpty();

    [Fact]
    public void Pinned_law_replaces_probes()
    {
        RecipeText.Problems("""{ "name": "n", "sources": [ { "name": "web", "files": ["a"] } ], "mix": { "budget": 1, "pinnedLaw": "law.json" } }""")
            .Should().BeEmpty();
    }

    [Fact]
    public void Rules_over_several_options_are_checked_although_other_values_are_wrong()
    {
        string recipe = RecipeText.FullWith("quality.classifier.positive", "[\"boks\"]").Replace("\"budget\":1e17", "\"budgt\":1e17");

        RecipeText.Problems(recipe).Select(problem => problem.Code).Should().BeEquivalentTo("DC2009", "DC2002", "DC2004");
    }
}
