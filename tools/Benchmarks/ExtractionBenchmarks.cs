using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Extraction;

namespace DataCuration.Benchmarks;

/// <summary>The text of web pages, beside the bare HTML5 parse of AngleSharp (no extraction) on the same pages.</summary>
public class ExtractionBenchmarks
{
    private static readonly byte[][] Pages = QuickstartText.Pages();
    private static readonly string[] Decoded = [.. Pages.Select(System.Text.Encoding.UTF8.GetString)];
    private readonly HtmlTextExtractor _article = new(ExtractionProfile.Article);
    private readonly HtmlTextExtractor _full = new(ExtractionProfile.Full);
    private readonly HtmlParser _parser = new();

    /// <summary>Bytes that one operation reads.</summary>
    public static long Bytes => Pages.Sum(page => (long)page.Length);

    [Benchmark(Baseline = true, Description = "AngleSharp, parse only")]
    public int Parse()
    {
        int length = 0;
        foreach (string page in Decoded)
        {
            using AngleSharp.Html.Dom.IHtmlDocument document = _parser.ParseDocument(page);
            length += document.All.Length;
        }

        return length;
    }

    [Benchmark(Description = "extract, article")]
    public int Article() => Extract(_article);

    [Benchmark(Description = "extract, full")]
    public int Full() => Extract(_full);

    private static int Extract(HtmlTextExtractor extractor)
    {
        int length = 0;
        foreach (byte[] page in Pages)
        {
            length += extractor.Extract(page, null).Text.Length;
        }

        return length;
    }
}
