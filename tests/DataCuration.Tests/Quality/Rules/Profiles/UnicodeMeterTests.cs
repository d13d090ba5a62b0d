using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;

namespace DataCuration.Tests.Quality.Rules.Profiles;

/// <summary>What datacuration/1 mends, each beside what datatrove/0.10 does.</summary>
public sealed class UnicodeMeterTests
{
    private static DocumentMetrics Ours(string text) => new MetricsCalculator(RuleProfiles.DataCuration).Measure(Encoding.UTF8.GetBytes(text));

    private static DocumentMetrics Theirs(string text) => new MetricsCalculator(RuleProfiles.Datatrove).Measure(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Short_text_without_repetition_has_no_top_n_gram()
    {
        Theirs("Just a few words.").GopherRepetition.Top2GramRatio.Should().BeGreaterThan(0.2);
        Ours("Just a few words.").GopherRepetition.Top2GramRatio.Should().Be(0);
    }

    [Fact]
    public void Line_feeds_at_both_ends_make_no_duplicate_line()
    {
        Theirs("\nalpha\nbeta\n").GopherRepetition.DuplicateLineRatio.Should().Be(0.25);
        Ours("\nalpha\nbeta\n").GopherRepetition.DuplicateLineRatio.Should().Be(0);
        Ours("alpha\nbeta\nalpha\n").GopherRepetition.DuplicateLineRatio.Should().BeApproximately(1.0 / 3, 1e-12);
    }

    [Fact]
    public void Punctuation_does_not_lower_the_share_of_words_with_a_letter()
    {
        Theirs("\"Yes,\" he said.").GopherQuality.AlphabeticWordRatio.Should().BeLessThan(0.5);
        Ours("\"Yes,\" he said.").GopherQuality.AlphabeticWordRatio.Should().Be(1);
    }

    [Fact]
    public void Closing_marks_and_space_may_follow_the_terminal_mark()
    {
        const string text = "He said (so). \nShe said “no.”\n";

        Theirs(text).FineWeb.TerminalPunctuationLineRatio.Should().Be(0);
        Ours(text).FineWeb.TerminalPunctuationLineRatio.Should().Be(1);
        Ours(text).C4.SentenceCount.Should().Be(2);
    }

    [Fact]
    public void Chinese_text_is_counted_in_characters_and_judged_by_its_own_stop_words()
    {
        DocumentMetrics metrics = Ours("我的家在北京。我不是学生,他是。");

        metrics.GopherQuality.WordCount.Should().Be(13);
        metrics.GopherQuality.StopWordCount.Should().BeGreaterThan(2);
        metrics.GopherQuality.MeanWordLength.Should().BeInRange(3, 10);
        metrics.Text.SentenceCount.Should().Be(2);
    }

    [Fact]
    public void Both_document_rules_of_C4_are_recorded()
    {
        const string text = "Here is a { bracket.\nHere is lorem ipsum too.\n";

        Theirs(text).C4.HasLoremIpsum.Should().BeFalse();
        Ours(text).C4.Should().Match<C4Metrics>(metrics => metrics.HasLoremIpsum && metrics.HasCurlyBracket);
    }

    [Fact]
    public void Duplicated_n_grams_respect_where_words_end()
    {
        const string text = "a bc d e f xx ab c d e f";

        Theirs(text).GopherRepetition.Duplicate5GramRatio.Should().BeGreaterThan(0);
        Ours(text).GopherRepetition.Duplicate5GramRatio.Should().Be(0);
        Ours("one two three four five six one two three four five").GopherRepetition.Duplicate5GramRatio.Should().BeApproximately(19.0 / 51, 1e-12);
    }

    [Fact]
    public void Measure_of_a_warm_calculator_allocates_nothing()
    {
        MetricsCalculator calculator = new(RuleProfiles.DataCuration);
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"Sentence number {i} says something. [1]\n")));
        calculator.Measure(text);

        long before = GC.GetAllocatedBytesForCurrentThread();
        calculator.Measure(text);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
