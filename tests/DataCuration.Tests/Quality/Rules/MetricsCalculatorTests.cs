using System.Text;
using System.Text.Json;
using CsCheck;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;
using DataCuration.Quality.Rules.Repetition;
using DataCuration.Tests.Quality.Golden;

namespace DataCuration.Tests.Quality.Rules;

public sealed class MetricsCalculatorTests
{
    private static DocumentMetrics Measure(string text) => new MetricsCalculator(RuleProfiles.Datatrove).Measure(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Duplicate_lines_and_paragraphs_are_datatroves()
    {
        foreach (JsonElement document in GoldenDocuments.All.Where(d => d.TryGetProperty("metrics", out _)))
        {
            RepeatedSegments segments = new();
            SegmentCounts lines = segments.Lines(document.Text(), out _);
            SegmentCounts paragraphs = segments.Paragraphs(document.Text());

            long[] found = [lines.Duplicates, lines.DuplicateCodePoints, paragraphs.Duplicates, paragraphs.DuplicateCodePoints];
            JsonElement metrics = document.GetProperty("metrics");
            found.Should().Equal(
                metrics.GetProperty("dup_lines").EnumerateArray().Concat(metrics.GetProperty("dup_paras").EnumerateArray()).Select(e => e.GetInt64()),
                document.Id());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\n\n\n")]
    [InlineData(".")]
    [InlineData("\u001c\u0085\u3000")]
    public void Measure_of_next_to_nothing_has_only_finite_numbers(string text) =>
        MetricColumns.All.Select(column => column.Value(Measure(text))).Should().OnlyContain(value => double.IsFinite(value));

    [Fact]
    public void Measure_of_random_bytes_has_only_finite_numbers() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            DocumentMetrics metrics = new MetricsCalculator(RuleProfiles.Datatrove).Measure(bytes);
            return MetricColumns.All.All(column => double.IsFinite(column.Value(metrics)));
        }, iter: 50);

    [Fact]
    public void Measure_does_not_depend_on_earlier_documents() =>
        Gen.String[Gen.Char["ab .\n-•é{[1]"], 0, 400].List[1, 6].Sample(texts =>
        {
            MetricsCalculator shared = new(RuleProfiles.Datatrove);
            return texts.All(text => shared.Measure(Encoding.UTF8.GetBytes(text)) == Measure(text));
        }, iter: 30);

    [Fact]
    public void Characters_are_code_points() => Measure("😀é日").Text.CodePointCount.Should().Be(3);

    [Theory]
    [InlineData("a\nb", 2)]
    [InlineData("a\r\nb\n", 2)]
    [InlineData("a\u000bb\u000cc\u001cd\u001de\u001ef\u0085g\u2028h\u2029i", 9)]
    [InlineData("\n\n", 2)]
    [InlineData("\u00c2\u20ac", 1)]
    public void Lines_break_where_Python_breaks_them(string text, int expected) => Measure(text).Text.LineCount.Should().Be(expected);

    [Fact]
    public void Ellipses_do_not_overlap() =>
        Measure("one...... two… three.... end").GopherQuality.EllipsisRatio.Should().Be(4.0 / Measure("one...... two… three.... end").Text.TokenCount);

    [Fact]
    public void Stop_words_are_distinct_and_case_sensitive() => Measure("the The THE the of of").GopherQuality.StopWordCount.Should().Be(2);

    [Fact]
    public void Leading_and_trailing_line_feed_make_one_duplicate_line() =>
        Measure("\nalpha\nbeta\n").GopherRepetition.DuplicateLineRatio.Should().Be(0.25);

    [Fact]
    public void Trailing_space_hides_a_terminal_mark_from_FineWeb() =>
        Measure("One line here.\nAnother line here. ").FineWeb.TerminalPunctuationLineRatio.Should().Be(0.5);

    [Fact]
    public void Measure_of_a_warm_calculator_allocates_nothing()
    {
        MetricsCalculator calculator = new(RuleProfiles.Datatrove);
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"Sentence number {i} says something. [1]\n")));
        calculator.Measure(text);

        long before = GC.GetAllocatedBytesForCurrentThread();
        calculator.Measure(text);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
