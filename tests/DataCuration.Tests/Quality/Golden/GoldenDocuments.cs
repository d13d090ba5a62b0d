using System.Text;
using System.Text.Json;

namespace DataCuration.Tests.Quality.Golden;

/// <summary>The documents of datatrove-0.10.jsonl.</summary>
internal static class GoldenDocuments
{
    public static IReadOnlyList<JsonElement> All { get; } = Read();

    public static byte[] Text(this JsonElement document) => Encoding.UTF8.GetBytes(document.GetProperty("text").GetString()!);

    public static string Id(this JsonElement document) => document.GetProperty("id").GetString()!;

    private static IReadOnlyList<JsonElement> Read()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DataCuration.sln")))
        {
            folder = folder.Parent;
        }

        string path = Path.Combine(folder!.FullName, "tests/DataCuration.Tests/Quality/Golden/datatrove-0.10.jsonl");
        return [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
