using BenchmarkDotNet.Attributes;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;

namespace DataCuration.Benchmarks;

/// <summary>All rule metrics of a document by profile; the ceiling counts its bytes that are spaces.</summary>
public class MetricsBenchmarks
{
    private static readonly byte[][] Texts = QuickstartText.Documents();
    private readonly MetricsCalculator _dataCuration = new(RuleProfiles.DataCuration);
    private readonly MetricsCalculator _datatrove = new(RuleProfiles.Datatrove);

    /// <summary>Bytes that one operation reads.</summary>
    public static long Bytes => Texts.Sum(text => (long)text.Length);

    [Benchmark(Baseline = true, Description = "count spaces")]
    public int Ceiling()
    {
        int spaces = 0;
        foreach (byte[] text in Texts)
        {
            spaces += text.AsSpan().Count((byte)' ');
        }

        return spaces;
    }

    [Benchmark(Description = "datacuration/1")]
    public int DataCuration() => MeasureAll(_dataCuration);

    [Benchmark(Description = "datatrove/0.10")]
    public int Datatrove() => MeasureAll(_datatrove);

    private static int MeasureAll(MetricsCalculator calculator)
    {
        int words = 0;
        foreach (byte[] text in Texts)
        {
            words += calculator.Measure(text).Text.TokenCount;
        }

        return words;
    }
}
