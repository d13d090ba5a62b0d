using System.Globalization;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Quality.Rules;
using DataCuration.Quality.Rules.Profiles;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>Counts in fixed bins: the classifier's score for each source, and the metrics that decide most.</summary>
internal sealed class HistogramSet
{
    private const int ScoreBins = 40;

    private static readonly (string Metric, string Unit, double Low, double High, bool IsLogarithmic)[] Shown =
    [
        ("gopherQuality.wordCount", "words", 1, 1e6, true),
        ("gopherQuality.meanWordLength", "characters", 0, 12, false),
        ("gopherQuality.alphabeticWordRatio", "share of tokens", 0, 1, false),
        ("fineWeb.terminalPunctuationLineRatio", "share of lines", 0, 1, false),
        ("fineWeb.shortLineRatio", "share of lines", 0, 1, false),
        ("gopherRepetition.duplicate5GramRatio", "share of characters", 0, 1, false),
        ("dclmBaseline.wordCount", "words", 1, 1e6, true),
        ("dclmBaseline.meanWordLength", "characters", 0, 12, false),
        ("dclmBaseline.repeated5GramRatio", "share of letters", 0, 1, false),
        ("dclmBaseline.removedWordRatio", "share of words", 0, 1, false),
        ("dolma.wordCount", "words", 1, 1e6, true),
        ("dolma.medianWordLength", "characters", 0, 12, false),
        ("dolma.alphabeticWordRatio", "share of words", 0, 1, false),
        ("dolma.duplicate5GramRatio", "share of letters", 0, 1, false),
        ("c4.sentenceCount", "sentences", 1, 1e5, true),
    ];

    private readonly SortedDictionary<string, long[]> _scores = new(StringComparer.Ordinal);
    private readonly MetricHistogram[] _metrics;

    public HistogramSet(Recipe recipe)
    {
        IReadOnlyList<Rule> rules = RuleProfile.RulesOf(recipe.Quality);
        _metrics = Shown
            .Select(item => new MetricHistogram(item.Metric, item.Unit, item.Low, item.High, item.IsLogarithmic, rules.Where(rule => rule.Column == item.Metric).ToArray()))
            .ToArray();
    }

    public IReadOnlyList<MetricDistribution> Metrics => _metrics.Where(metric => metric.HasRule).Select(metric => metric.ToModel()).ToArray();

    public void AddMetrics(ColumnTable metrics)
    {
        foreach (MetricHistogram histogram in _metrics.Where(metric => metric.HasRule))
        {
            foreach (double value in NumericColumn.Read(metrics, histogram.Metric))
            {
                histogram.Add(value);
            }
        }
    }

    public void AddScore(in ReportRow row)
    {
        if (double.IsNaN(row.Score))
        {
            return;
        }

        if (!_scores.TryGetValue(row.Source, out long[]? counts))
        {
            _scores[row.Source] = counts = new long[ScoreBins];
        }

        counts[Math.Clamp((int)(row.Score * ScoreBins), 0, ScoreBins - 1)]++;
    }

    public ScoreDistribution? Score(string column, IReadOnlyList<(double Score, string Label)> poolEdges) => _scores.Count == 0
        ? null
        : new ScoreDistribution
        {
            Column = column,
            Edges = Enumerable.Range(0, ScoreBins + 1).Select(bin => (double)bin / ScoreBins).ToArray(),
            Sources = _scores.Select(source => (source.Key, (IReadOnlyList<long>)source.Value)).ToArray(),
            PoolEdges = poolEdges,
        };

    private sealed class MetricHistogram(string metric, string unit, double low, double high, bool isLogarithmic, Rule[] rules)
    {
        private const int Bins = 36;

        private readonly long[] _counts = new long[Bins];

        public string Metric { get; } = metric;

        public bool HasRule => rules.Length > 0;

        public void Add(double value)
        {
            double place = isLogarithmic ? Math.Log(Math.Max(value, low) / low) / Math.Log(high / low) : (value - low) / (high - low);
            if (!double.IsNaN(place))
            {
                _counts[Math.Clamp((int)(place * Bins), 0, Bins - 1)]++;
            }
        }

        public MetricDistribution ToModel() => new()
        {
            Metric = Metric,
            Unit = unit,
            Edges = Enumerable.Range(0, Bins + 1).Select(bin => isLogarithmic ? low * Math.Pow(high / low, (double)bin / Bins) : low + ((high - low) * bin / Bins)).ToArray(),
            Counts = _counts,
            Thresholds = rules.Select(rule => (rule.Threshold, Label(rule))).ToArray(),
            IsLogarithmic = isLogarithmic,
        };

        private static string Label(Rule rule) =>
            (rule.Comparison == Comparison.FailsBelow ? "at least " : "at most ") + rule.Threshold.ToString("G4", CultureInfo.InvariantCulture);
    }
}
