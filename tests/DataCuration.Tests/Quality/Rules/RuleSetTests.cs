using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;

namespace DataCuration.Tests.Quality.Rules;

public sealed class RuleSetTests
{
    private static readonly RulesOptions Everything = new() { GopherQuality = new(), GopherRepetition = new(), C4 = new(), FineWeb = new() };

    [Fact]
    public void Every_required_column_is_measured()
    {
        RuleSet.From(Everything).RequiredColumns.Should().BeSubsetOf(MetricColumns.All.Select(column => column.Name));
        RuleSet.From(new() { C4 = new() { RequireTerminalPunctuation = false } }).RequiredColumns
            .Should().BeSubsetOf(MetricColumns.All.Select(column => column.Name));
    }

    [Fact]
    public void Every_numeric_option_is_a_rule()
    {
        string[] options = [.. new object[] { Everything.GopherQuality!, Everything.GopherRepetition!, Everything.FineWeb! }
            .SelectMany(o => o.GetType().GetProperties()).Where(p => p.PropertyType != typeof(Type)).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..])];

        RuleSet.From(Everything).Rules.Select(rule => rule.Name.Split('.')[1]).Should().Contain(options).And.HaveCountGreaterThan(30);
    }

    [Fact]
    public void Rule_set_that_is_absent_drops_nothing() => RuleSet.From(new RulesOptions()).Rules.Should().BeEmpty();

    [Theory]
    [InlineData(Comparison.FailsBelow, 1.0, false)]
    [InlineData(Comparison.FailsBelow, 0.999, true)]
    [InlineData(Comparison.FailsAbove, 1.0, false)]
    [InlineData(Comparison.FailsAbove, 1.001, true)]
    [InlineData(Comparison.FailsBelow, double.NaN, true)]
    [InlineData(Comparison.FailsAbove, double.NaN, true)]
    public void Fails_is_strict_and_NaN_always_fails(Comparison comparison, double value, bool expected) =>
        new Rule("r", "c", comparison, 1).Fails(value).Should().Be(expected);

    [Fact]
    public void Judge_reports_all_failed_rules_with_values_in_order()
    {
        DocumentMetrics empty = new MetricsCalculator(RuleProfiles.Datatrove).Measure([]);
        ColumnTable table = new([new DocumentId(1)], MetricColumns.ToColumns([empty]));

        RuleSet.From(Everything).Bind(table).Judge(0).Select(f => $"{f.Rule.Name} {f.Value}").Should().Equal(
            "gopherQuality.minWords 0",
            "gopherQuality.minMeanWordLength 0",
            "gopherQuality.minAlphabeticWordRatio 0",
            "gopherQuality.minStopWords 0",
            "gopherRepetition.notEmpty 0",
            "c4.minSentences 0",
            "fineWeb.notEmpty 0",
            "fineWeb.minTerminalPunctuationLineRatio 0");
    }

    [Fact]
    public void Bind_without_a_required_column_names_it()
    {
        ColumnTable table = new([new DocumentId(1)], [new Column<double>("other", [1])]);

        FluentActions.Invoking(() => RuleSet.From(Everything).Bind(table)).Should().Throw<KeyNotFoundException>().WithMessage("*wordCount*other*");
    }

    [Fact]
    public void Columns_keep_every_value()
    {
        DocumentMetrics metrics = new MetricsCalculator(RuleProfiles.Datatrove).Measure("One line, two lines.\nOne line, two lines.\n- {item}"u8);
        ColumnTable table = new([new DocumentId(1)], MetricColumns.ToColumns([metrics]));

        foreach (MetricColumn column in MetricColumns.All)
        {
            MetricColumns.ReadValues(table, column.Name).Should().Equal(column.Value(metrics));
        }
    }
}
