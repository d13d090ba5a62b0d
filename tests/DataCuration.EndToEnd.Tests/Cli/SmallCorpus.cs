using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>A temporary folder with a recipe over a few hundred real documents of the quickstart, with probes that train in seconds.</summary>
internal sealed class SmallCorpus : IDisposable
{
    private const int DocumentsPerShard = 120;

    public SmallCorpus()
    {
        Folder = Directory.CreateTempSubdirectory("curate-e2e-").FullName;
        CopyLines("encyclopaedia/articles-0.jsonl.gz", "good-0.jsonl", 40);
        CopyLines("novels/novels-0.jsonl.gz", "good-1.jsonl", 60);
        CopyLines("catalogue/packages-0.jsonl.gz", "plain-0.jsonl", DocumentsPerShard);
        CopyLines("catalogue/messages.jsonl.gz", "plain-1.jsonl", DocumentsPerShard);
        CopyLines("reference/encyclopaedia.jsonl.gz", "reference.jsonl", 3);
        // A copy of a document in another shard, so that there is a duplicate to explain.
        File.AppendAllText(Path.Combine(Folder, "good-1.jsonl"), File.ReadLines(Path.Combine(Folder, "good-0.jsonl")).First() + "\n", new UTF8Encoding(false));
        WriteRecipe(["good-0.jsonl", "good-1.jsonl"], ["plain-0.jsonl", "plain-1.jsonl"]);
    }

    public string Folder { get; }

    public string Recipe => Path.Combine(Folder, "recipe.jsonc");

    public string Work(string name) => Path.Combine(Folder, name);

    public void WriteRecipe(string[] good, string[] plain) => File.WriteAllText(Recipe, RecipeOf(good, plain));

    /// <summary>The recipe over some of the folder's files.</summary>
    public static string RecipeOf(string[] good, string[] plain) => $$"""
        {
          // Small enough to run in seconds, with every stage of the flow.
          "name": "small",
          "sources": [
            { "name": "good", "files": {{JsonSerializer.Serialize(good)}} },
            { "name": "plain", "files": {{JsonSerializer.Serialize(plain)}} }
          ],
          "quality": { "rules": { "gopherQuality": { "minWords": 20 } }, "classifier": { "positive": ["good"], "negative": ["plain"], "hashBits": 14 } },
          "deduplicate": { "exact": {}, "minHash": {}, "keep": "highest:quality.classifier" },
          "pools": { "edges": [0, 0.5, 1] },
          "probes": {
            "model": "p0", "uniqueTokens": 6000, "epochs": [0.5, 1, 2, 4], "vocabulary": 512, "contextLength": 64, "evaluationTokens": 2048,
            "evaluate": [ { "name": "reference", "files": ["reference.jsonl"] } ]
          },
          "mix": { "budget": 1e11 }
        }
        """;

    /// <summary>Hash of the names and contents of all files below a folder.</summary>
    public static string HashOf(string folder)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, path)));
            hash.AppendData(File.ReadAllBytes(path));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal static string QuickstartData([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "pipelines", "quickstart", "data"));

    private void CopyLines(string from, string to, int count)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(Path.Combine(QuickstartData(), from)), CompressionMode.Decompress));
        using StreamWriter writer = new(Path.Combine(Folder, to), false, new UTF8Encoding(false)) { NewLine = "\n" };
        for (int i = 0; i < count && reader.ReadLine() is { } line;)
        {
            if (IsWhole(line))
            {
                writer.WriteLine(line);
                i++;
            }
        }
    }

    private static bool IsWhole(string line)
    {
        try
        {
            JsonDocument.Parse(line).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
