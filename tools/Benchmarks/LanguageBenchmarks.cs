using BenchmarkDotNet.Attributes;
using DataCuration.Quality.Language;

namespace DataCuration.Benchmarks;

/// <summary>Language identification of whole documents and their paragraphs, with the built-in model.</summary>
public class LanguageBenchmarks
{
    private static readonly byte[][] Texts = QuickstartText.Documents();
    private readonly LanguageIdentifier _identifier = new();

    /// <summary>Bytes that one operation reads.</summary>
    public static long Bytes => Texts.Sum(text => (long)text.Length);

    [Benchmark(Description = "identify, with paragraphs")]
    public int Identify()
    {
        int found = 0;
        foreach (byte[] text in Texts)
        {
            found += _identifier.Identify(text).Confidence > 0.5f ? 1 : 0;
        }

        return found;
    }
}
