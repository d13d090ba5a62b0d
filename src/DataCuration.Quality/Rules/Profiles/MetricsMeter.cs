namespace DataCuration.Quality.Rules.Profiles;

/// <summary>The metrics of recipes as values. Single-threaded.</summary>
internal sealed class MetricsMeter(string profile) : ProfileMeter
{
    private readonly MetricsCalculator _calculator = new(profile);

    public override void Measure(ReadOnlySpan<byte> utf8, Span<double> values)
    {
        DocumentMetrics metrics = _calculator.Measure(utf8);
        IReadOnlyList<MetricColumn> columns = MetricColumns.All;
        for (int i = 0; i < columns.Count; i++)
        {
            values[i] = columns[i].Value(metrics);
        }
    }
}
