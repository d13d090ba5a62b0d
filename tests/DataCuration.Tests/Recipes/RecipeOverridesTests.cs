using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Recipes;

public sealed class RecipeOverridesTests
{
    [Fact]
    public void Assignment_replaces_a_value() => RecipeText.Valid(RecipeText.Full, "mix.budget=1e20").Mix!.Budget.Should().Be(1e20);

    [Fact]
    public void Assignment_makes_the_objects_on_its_way()
    {
        RecipeText.Valid(RecipeText.Minimal, "quality.rules.gopherQuality.minWords=20").Quality.Rules.GopherQuality!.MinWords.Should().Be(20);
    }

    [Fact]
    public void Assignment_reaches_into_arrays() =>
        RecipeText.Valid(RecipeText.Minimal, "sources.0.files.0=b.jsonl").Sources[0].Files.Should().Equal("b.jsonl");

    [Fact]
    public void Assignment_takes_json_values()
    {
        Recipe recipe = RecipeText.Valid(RecipeText.Full, "pools.edges=[0, 0.5, 1]", "mix.strict=true", "deduplicate.exact=null", "name=quick start");

        recipe.Pools.Edges.Should().Equal(0, 0.5, 1);
        recipe.Mix!.Strict.Should().BeTrue();
        recipe.Deduplicate!.Exact.Should().BeNull();
        recipe.Name.Should().Be("quick start");
    }

    [Fact]
    public void Later_assignment_wins() => RecipeText.Valid(RecipeText.Full, "mix.budget=1", "mix.budget=2").Mix!.Budget.Should().Be(2);

    [Theory]
    [InlineData("mix.budgt=1", "DC2002", "Did you mean 'budget'?")]
    [InlineData("mix.budget=-1", "DC2005", "'mix.budget' is -1; expected a number above 0.")]
    [InlineData("mix.budget=1e17 FLOPs", "DC2003", "\"1e17 FLOPs\"")]
    [InlineData("pools.by=sauce", "DC2012", "Did you mean 'source'?")]
    [InlineData("mix.budget", "DC2007", "expected path=value")]
    [InlineData("=1", "DC2007", "expected path=value")]
    [InlineData("sources.2.name=x", "DC2007", "there are 2 items")]
    [InlineData("name.x=1", "DC2007", "'name' is \"full\"")]
    public void Bad_assignment_is_reported_as_such(string assignment, string code, string part)
    {
        RecipeText.Problems(RecipeText.Full, assignment).Should().ContainSingle(problem => problem.Code == code && problem.File == "--set" && problem.Message.Contains(part));
    }
}
