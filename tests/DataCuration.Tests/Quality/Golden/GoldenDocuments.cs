using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace DataCuration.Tests.Quality.Golden;

/// <summary>The documents of datatrove-0.10.jsonl (short, with token lists) and of datatrove-0.10-open.jsonl.gz (real pages, with hashes), and what Dolma and DCLM make of them.</summary>
internal static class GoldenDocuments
{
    public static IReadOnlyList<JsonElement> All { get; } = Read("datatrove-0.10.jsonl");

    public static IReadOnlyList<JsonElement> Open { get; } = Read("datatrove-0.10-open.jsonl.gz");

    /// <summary>Measurements and decisions of Dolma and DCLM on the texts of the two others, and on texts of their own.</summary>
    public static IReadOnlyList<JsonElement> DolmaAndDclm { get; } = Read("dolma-dclm.jsonl.gz");

    public static string Folder
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DataCuration.sln")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder!.FullName, "tests/DataCuration.Tests/Quality/Golden");
        }
    }

    public static byte[] Text(this JsonElement document) => Encoding.UTF8.GetBytes(document.GetProperty("text").GetString()!);

    public static string Id(this JsonElement document) => document.GetProperty("id").GetString()!;

    private static IReadOnlyList<JsonElement> Read(string name)
    {
        using Stream file = File.OpenRead(Path.Combine(Folder, name));
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(stream);
        List<JsonElement> documents = [];
        while (reader.ReadLine() is { } line)
        {
            documents.Add(JsonDocument.Parse(line).RootElement);
        }

        return documents;
    }
}
