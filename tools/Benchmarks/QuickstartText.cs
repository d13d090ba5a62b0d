using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;

namespace DataCuration.Benchmarks;

/// <summary>Real text for benchmarks: the documents of the quickstart, in the order of their files.</summary>
public static class QuickstartText
{
    /// <summary>The folder of the quickstart's sample data, found above the running program.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>The texts of a shard, in UTF-8.</summary>
    /// <param name="shard">Path below <see cref="Folder"/>, gzipped JSONL with a field <c>text</c>.</param>
    /// <param name="atMostBytes">Reading stops once so many bytes of text are there.</param>
    public static byte[][] Documents(string shard = "encyclopaedia/articles-0.jsonl.gz", int atMostBytes = 4 << 20)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(Path.Combine(Folder, shard)), CompressionMode.Decompress));
        List<byte[]> texts = [];
        int bytes = 0;
        while (bytes < atMostBytes && reader.ReadLine() is { } line)
        {
            try
            {
                using JsonDocument record = JsonDocument.Parse(line);
                texts.Add(Encoding.UTF8.GetBytes(record.RootElement.GetProperty("text").GetString()!));
                bytes += texts[^1].Length;
            }
            catch (JsonException)
            {
                // The sample has broken lines on purpose.
            }
        }

        return [.. texts];
    }

    /// <summary>The web pages of the quickstart's crawl, as bytes.</summary>
    public static byte[][] Pages(string shard = "web/pages-1.warc.gz")
    {
        SourceOptions source = new() { Name = "web", Files = [shard] };
        return [.. RecordReader.ReadAsync(Path.Combine(Folder, shard), shard, source, CancellationToken.None).ToBlockingEnumerable()
            .Select(item => item.Record).OfType<SourceRecord>().Where(record => record.Kind == PayloadKind.Html).Select(record => record.Payload.ToArray())];
    }

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "pipelines", "quickstart", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        throw new DirectoryNotFoundException("pipelines/quickstart/data is not above the benchmarks: run them from the repository.");
    }
}
