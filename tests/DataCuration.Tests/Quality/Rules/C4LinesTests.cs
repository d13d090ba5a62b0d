using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;

namespace DataCuration.Tests.Quality.Rules;

public sealed class C4LinesTests
{
    private static C4Metrics Measure(string text) => new MetricsCalculator(RuleProfiles.Datatrove).Measure(Encoding.UTF8.GetBytes(text)).C4;

    [Fact]
    public void Bracket_on_a_line_that_was_dropped_before_does_not_count()
    {
        Measure("if (x) { y(); return z\nA good line ends here.").HasCurlyBracket.Should().BeFalse();
        Measure("if (x) { y(); return z\nA good line ends here.").HasCurlyBracketOnAnyLine.Should().BeTrue();
        Measure("{ }\nJavaScript code has a { in it.").HasCurlyBracketOnAnyLine.Should().BeFalse();
    }

    [Fact]
    public void Lorem_ipsum_is_seen_before_the_line_is_dropped_for_JavaScript() =>
        Measure("Lorem Ipsum and JavaScript too.").HasLoremIpsum.Should().BeTrue();

    [Theory]
    [InlineData("This site uses cookies. Twice.", 0)]
    [InlineData("Read our PRIVACY POLICY now. Twice.", 0)]
    [InlineData("This page needs \u212Aookies. Twice.", 2)]
    [InlineData("This site uses coo\u212Aies. Twice.", 0)]
    [InlineData("Please enable javascript now. Twice.", 0)]
    [InlineData("Two words.", 0)]
    [InlineData("This line is fine. Twice.", 2)]
    [InlineData("This line trails off...", 0)]
    [InlineData("He said \"stop.\"", 1)]
    public void Sentences_count_on_kept_lines_only(string line, int expected) => Measure(line).SentenceCount.Should().Be(expected);

    [Fact]
    public void Citation_is_removed_before_the_final_mark_is_looked_for()
    {
        Measure("The claim has a source.[12]").SentenceCount.Should().Be(1);
        Measure("The claim has a source.[citation needed]").SentenceCount.Should().Be(1);
        Measure("The claim has a source.[note]").SentenceCount.Should().Be(0);
    }

    [Fact]
    public void Words_are_counted_before_citations_are_removed() => Measure("Two words.[1] [2]").SentenceCountOfAllLines.Should().Be(1);

    [Fact]
    public void Line_with_a_word_of_more_than_1000_code_points_is_dropped()
    {
        Measure("One two " + new string('é', 1000) + ".").SentenceCount.Should().Be(0);
        Measure("One two " + new string('é', 999) + ".").SentenceCount.Should().Be(1);
    }
}
