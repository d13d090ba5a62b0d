using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Tests.Recipes;

public sealed class NameSuggestionTests
{
    [Theory]
    [InlineData("minWord", "minWords")]
    [InlineData("MINWORDS", "minWords")]
    [InlineData("mniWords", "minWords")]
    [InlineData("maxWord", "maxWords")]
    [InlineData("bans", "bands")]
    public void Nearest_finds_the_name_that_was_meant(string name, string expected) =>
        NameSuggestion.Nearest(name, ["minWords", "maxWords", "bands", "rows"]).Should().Be(expected);

    [Theory]
    [InlineData("temperature")]
    [InlineData("")]
    public void Nearest_of_something_else_is_null(string name) => NameSuggestion.Nearest(name, ["minWords", "maxWords"]).Should().BeNull();

    [Fact]
    public void Clause_without_a_near_name_lists_the_known_ones() =>
        NameSuggestion.Clause("temperature", ["rows", "bands"]).Should().Be("Known: bands, rows.");
}
