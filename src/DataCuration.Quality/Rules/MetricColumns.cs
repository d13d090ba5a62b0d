using DataCuration.Documents.Columns;

namespace DataCuration.Quality.Rules;

/// <summary>The columns of <see cref="DocumentMetrics"/>, in writing order.</summary>
public static class MetricColumns
{
    /// <summary>Every metric.</summary>
    public static IReadOnlyList<MetricColumn> All { get; } =
    [
        Count("text.codePointCount", m => m.Text.CodePointCount),
        Count("text.tokenCount", m => m.Text.TokenCount),
        Count("text.lineCount", m => m.Text.LineCount),
        Count("text.sentenceCount", m => m.Text.SentenceCount),
        Count("gopherQuality.wordCount", m => m.GopherQuality.WordCount),
        Ratio("gopherQuality.meanWordLength", m => m.GopherQuality.MeanWordLength),
        Ratio("gopherQuality.hashRatio", m => m.GopherQuality.HashRatio),
        Ratio("gopherQuality.ellipsisRatio", m => m.GopherQuality.EllipsisRatio),
        Ratio("gopherQuality.bulletLineRatio", m => m.GopherQuality.BulletLineRatio),
        Ratio("gopherQuality.ellipsisLineRatio", m => m.GopherQuality.EllipsisLineRatio),
        Ratio("gopherQuality.alphabeticWordRatio", m => m.GopherQuality.AlphabeticWordRatio),
        Count("gopherQuality.stopWordCount", m => m.GopherQuality.StopWordCount),
        Ratio("gopherRepetition.duplicateParagraphRatio", m => m.GopherRepetition.DuplicateParagraphRatio),
        Ratio("gopherRepetition.duplicateParagraphCharacterRatio", m => m.GopherRepetition.DuplicateParagraphCharacterRatio),
        Ratio("gopherRepetition.duplicateLineRatio", m => m.GopherRepetition.DuplicateLineRatio),
        Ratio("gopherRepetition.duplicateLineCharacterRatio", m => m.GopherRepetition.DuplicateLineCharacterRatio),
        Ratio("gopherRepetition.top2GramRatio", m => m.GopherRepetition.Top2GramRatio),
        Ratio("gopherRepetition.top3GramRatio", m => m.GopherRepetition.Top3GramRatio),
        Ratio("gopherRepetition.top4GramRatio", m => m.GopherRepetition.Top4GramRatio),
        Ratio("gopherRepetition.duplicate5GramRatio", m => m.GopherRepetition.Duplicate5GramRatio),
        Ratio("gopherRepetition.duplicate6GramRatio", m => m.GopherRepetition.Duplicate6GramRatio),
        Ratio("gopherRepetition.duplicate7GramRatio", m => m.GopherRepetition.Duplicate7GramRatio),
        Ratio("gopherRepetition.duplicate8GramRatio", m => m.GopherRepetition.Duplicate8GramRatio),
        Ratio("gopherRepetition.duplicate9GramRatio", m => m.GopherRepetition.Duplicate9GramRatio),
        Ratio("gopherRepetition.duplicate10GramRatio", m => m.GopherRepetition.Duplicate10GramRatio),
        Count("c4.sentenceCount", m => m.C4.SentenceCount),
        Count("c4.sentenceCountOfAllLines", m => m.C4.SentenceCountOfAllLines),
        Flag("c4.hasLoremIpsum", m => m.C4.HasLoremIpsum),
        Flag("c4.hasLoremIpsumOnAnyLine", m => m.C4.HasLoremIpsumOnAnyLine),
        Flag("c4.hasCurlyBracket", m => m.C4.HasCurlyBracket),
        Flag("c4.hasCurlyBracketOnAnyLine", m => m.C4.HasCurlyBracketOnAnyLine),
        Count("fineWeb.lineCount", m => m.FineWeb.LineCount),
        Ratio("fineWeb.terminalPunctuationLineRatio", m => m.FineWeb.TerminalPunctuationLineRatio),
        Ratio("fineWeb.shortLineRatio", m => m.FineWeb.ShortLineRatio),
        Ratio("fineWeb.duplicateLineCharacterRatio", m => m.FineWeb.DuplicateLineCharacterRatio),
        Ratio("fineWeb.lineBreakRatio", m => m.FineWeb.LineBreakRatio),
    ];

    /// <summary>One column a metric, with one row a document.</summary>
    public static IReadOnlyList<Column> ToColumns(IReadOnlyList<DocumentMetrics> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<Column> columns = new(All.Count);
        foreach (MetricColumn metric in All)
        {
            columns.Add(metric.ElementType == typeof(int)
                ? new Column<int>(metric.Name, [.. rows.Select(row => (int)metric.Value(row))])
                : new Column<double>(metric.Name, [.. rows.Select(metric.Value)]));
        }

        return columns;
    }

    /// <summary>The values of a column as doubles, whatever number type it was stored with.</summary>
    /// <exception cref="KeyNotFoundException">The table has no number column of that name.</exception>
    public static double[] ReadValues(ColumnTable table, string name)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Columns.FirstOrDefault(column => column.Name == name) switch
        {
            Column<double> column => column.Values,
            Column<int> column => Array.ConvertAll(column.Values, value => (double)value),
            Column<float> column => Array.ConvertAll(column.Values, value => (double)value),
            Column<long> column => Array.ConvertAll(column.Values, value => (double)value),
            Column<bool> column => Array.ConvertAll(column.Values, value => value ? 1.0 : 0.0),
            _ => throw new KeyNotFoundException($"No number column '{name}'; there are: {string.Join(", ", table.Columns.Select(c => c.Name))}."),
        };
    }

    private static MetricColumn Count(string name, Func<DocumentMetrics, double> value) => new(name, typeof(int), value);

    private static MetricColumn Ratio(string name, Func<DocumentMetrics, double> value) => new(name, typeof(double), value);

    private static MetricColumn Flag(string name, Func<DocumentMetrics, bool> value) => new(name, typeof(int), row => value(row) ? 1 : 0);
}
