using System.IO.Hashing;
using BenchmarkDotNet.Attributes;
using DataCuration.Deduplication.Exact;
using DataCuration.Documents.Recipes;

namespace DataCuration.Benchmarks;

/// <summary>Content hashes; the ceiling is XxHash128 over the same bytes as they are.</summary>
public class ExactHashBenchmarks
{
    private static readonly byte[][] Texts = QuickstartText.Documents();

    /// <summary>Bytes that one operation hashes.</summary>
    public static long Bytes => Texts.Sum(text => (long)text.Length);

    [Benchmark(Baseline = true, Description = "XxHash128 alone")]
    public UInt128 Ceiling()
    {
        UInt128 all = 0;
        foreach (byte[] text in Texts)
        {
            all ^= XxHash128.HashToUInt128(text);
        }

        return all;
    }

    [Benchmark(Description = "exact hash, white space collapsed")]
    public UInt128 WhiteSpaceCollapsed()
    {
        UInt128 all = 0;
        foreach (byte[] text in Texts)
        {
            all ^= ExactHash.Compute(text, TextNormalisation.WhiteSpace);
        }

        return all;
    }
}
