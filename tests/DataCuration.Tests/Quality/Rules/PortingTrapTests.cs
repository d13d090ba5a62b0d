using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;

namespace DataCuration.Tests.Quality.Rules;

/// <summary>Where a port from Python goes wrong unseen; expected values are CPython 3.11's.</summary>
public sealed class PortingTrapTests
{
    private static DocumentMetrics Measure(string text) => new MetricsCalculator(RuleProfiles.Datatrove).Measure(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Len_counts_code_points_not_UTF16_units()
    {
        Measure("😀𠀀é").Text.CodePointCount.Should().Be(3);
        Measure("𠀀𠀀 ab").GopherQuality.MeanWordLength.Should().Be(2);
    }

    [Fact]
    public void Isalpha_is_category_L_only() =>
        // Nl (Ⅷ), So (Ⓐ), No (²) and Mn are not alphabetic to Python, though Unicode's Alphabetic property says so of the first two.
        Measure("Ⅷ Ⓐ ² ⁴ ͅ ª").GopherQuality.AlphabeticWordRatio.Should().BeApproximately(1.0 / 6, 1e-12);

    [Theory]
    [InlineData("a\vb\fc\u001cd\u001de\u001ef\u0085g\u2028h\u2029i\r\nj\rk", 11)]
    [InlineData("a\u001fb", 1)]
    public void Splitlines_breaks_at_more_than_line_feeds(string text, int expected) => Measure(text).Text.LineCount.Should().Be(expected);

    [Fact]
    public void Strip_and_isspace_include_the_four_separators()
    {
        Measure("\u001c\u001d\u001e\u001f- a").GopherQuality.BulletLineRatio.Should().Be(0.25, "\\x1f is stripped before the bullet");
        Measure("one\u001ftwo").Text.TokenCount.Should().Be(2);
        Measure("one\u200btwo").Text.TokenCount.Should().Be(1);
    }

    [Theory]
    [InlineData("please enable JAVA\u0053CR\u0130PT now.", 1)]
    [InlineData("this site uses coo\u212Aies here.", 0)]
    public void Lower_is_full_case_mapping(string line, int sentences) =>
        // İ becomes i and a combining dot, so no phrase is left; the Kelvin sign becomes an ASCII k.
        Measure(line).C4.SentenceCount.Should().Be(sentences);

    [Theory]
    [InlineData("\U00010D4A")]
    [InlineData("\U00031350")]
    public void Categories_are_those_of_Unicode_14(string addedLater) => Measure(addedLater).GopherQuality.AlphabeticWordRatio.Should().Be(0);

    [Fact]
    public void Split_cuts_at_Pythons_white_space()
    {
        Measure("one\u001ftwo\u3000three.").C4.SentenceCount.Should().Be(1, "three words");
        Measure("one\u200btwo three.").C4.SentenceCount.Should().Be(0, "two words");
    }

    [Fact]
    public void Thresholds_are_compared_as_doubles_and_equality_passes()
    {
        // 3 of 10 lines end with an ellipsis: 0.3 is not above 0.3.
        GopherQualityMetrics quality = Measure(string.Concat(Enumerable.Range(0, 10).Select(i => i < 3 ? "some words...\n" : "some words\n"))).GopherQuality;

        quality.EllipsisLineRatio.Should().Be(0.3);
        new Rule("r", "c", Comparison.FailsAbove, 0.3).Fails(quality.EllipsisLineRatio).Should().BeFalse();
        new Rule("r", "c", Comparison.FailsAbove, 0.3).Fails(Math.BitIncrement(0.3)).Should().BeTrue();
    }

    [Theory]
    [InlineData("10.0.0.1/a,b", 5)]
    [InlineData("11.0.0.1/a,b", 1)]
    [InlineData("x.co\U00020000", 1)]
    [InlineData("\U00020000.com", 1)]
    public void spaCys_expressions_look_behind_and_see_astral_letters(string text, int expected) => Measure(text).Text.TokenCount.Should().Be(expected);

    [Fact]
    public void Counter_ties_go_to_the_first_seen()
    {
        // Two 2-grams occur twice; the shorter one comes first and counts.
        GopherRepetitionMetrics repetition = Measure("a b zzzz yyyy q a b r zzzz yyyy").GopherRepetition;

        repetition.Top2GramRatio.Should().Be(6.0 / 31);
    }
}
