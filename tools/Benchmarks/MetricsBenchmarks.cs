using BenchmarkDotNet.Attributes;
using DataCuration.Quality.Rules;

namespace DataCuration.Benchmarks;

/// <summary>All rule metrics of a document; the ceiling counts its bytes that are spaces.</summary>
public class MetricsBenchmarks
{
    private static readonly byte[][] Texts = QuickstartText.Documents();
    private readonly MetricsCalculator _calculator = new();

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

    [Benchmark(Description = "all rule metrics")]
    public int AllMetrics()
    {
        int documents = 0;
        foreach (byte[] text in Texts)
        {
            _ = _calculator.Measure(text);
            documents++;
        }

        return documents;
    }
}
