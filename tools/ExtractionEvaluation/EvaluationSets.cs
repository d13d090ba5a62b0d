using System.IO.Compression;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;

namespace DataCuration.ExtractionEvaluation;

/// <summary>The published sets, as they lie in the repositories of their authors (pages packed).</summary>
internal static class EvaluationSets
{
    /// <summary>scrapinghub/article-extraction-benchmark: html/ID.html.gz and ground-truth.json.</summary>
    public static IReadOnlyList<EvaluationPage> Articles(string folder)
    {
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "ground-truth.json")));
        List<EvaluationPage> pages = [];
        foreach (JsonProperty page in truth.RootElement.EnumerateObject())
        {
            string path = Path.Combine(folder, "html", page.Name + ".html.gz");
            if (File.Exists(path))
            {
                using GZipStream gzip = new(File.OpenRead(path), CompressionMode.Decompress);
                using MemoryStream html = new();
                gzip.CopyTo(html);
                pages.Add(new EvaluationPage(page.Name, html.ToArray(), page.Value.GetProperty("articleBody").GetString(), [], []));
            }
        }

        return pages;
    }

    /// <summary>adbar/trafilatura: evaldata.json and the pages as pages.warc.gz, their keys as target addresses.</summary>
    public static async Task<IReadOnlyList<EvaluationPage>> Pieces(string folder)
    {
        using JsonDocument data = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "evaldata.json")));
        List<EvaluationPage> pages = [];
        SourceOptions source = new() { Name = "pages", Files = ["pages.warc.gz"] };
        await foreach (ReadItem item in RecordReader.ReadAsync(Path.Combine(folder, "pages.warc.gz"), "pages.warc.gz", source, CancellationToken.None))
        {
            if (item.Record is { Url: { } url } record && (data.RootElement.TryGetProperty(url, out JsonElement page) || data.RootElement.TryGetProperty(url + " ", out page)))
            {
                pages.Add(new EvaluationPage(url, record.Payload.ToArray(), null, Strings(page, "with"), Strings(page, "without")));
            }
        }

        return pages;
    }

    /// <summary>mozilla/readability: lines of JSON with html and expected_html, which is read with the full profile.</summary>
    public static async Task<IReadOnlyList<EvaluationPage>> Readability(string file)
    {
        List<EvaluationPage> pages = [];
        SourceOptions source = new() { Name = "pages", Files = ["pages"], Fields = new FieldMapping { Text = "html" } };
        await foreach (ReadItem item in RecordReader.ReadAsync(file, "pages", source, CancellationToken.None))
        {
            if (item.Record is { } record)
            {
                using JsonDocument rest = JsonDocument.Parse(record.Metadata!);
                string expected = rest.RootElement.GetProperty("expected_html").GetString()!;
                pages.Add(new EvaluationPage(rest.RootElement.TryGetProperty("id", out JsonElement id) ? id.ToString() : $"{pages.Count}", record.Payload.ToArray(), AllText.Of(expected), [], []));
            }
        }

        return pages;
    }

    private static string[] Strings(JsonElement page, string name) => [.. page.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
