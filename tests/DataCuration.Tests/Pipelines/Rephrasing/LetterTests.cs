using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;
using DataCuration.Tests.Rephrasing.Generation;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>Rephrasing as a user runs it: sixty letters in two files, a recipe, the tool, a real server on loopback.</summary>
public abstract class LetterTests : IDisposable
{
    private protected const int Documents = 60;

    protected LetterTests()
    {
        Folder.Write("web-a.jsonl", string.Concat(Enumerable.Range(0, Documents / 2).Select(Line)));
        Folder.Write("web-b.jsonl", string.Concat(Enumerable.Range(Documents / 2, Documents / 2).Select(Line)));
    }

    private protected TemporaryFolder Folder { get; } = new();

    private protected string Work => Path.Combine(Folder.Path, "work");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static string Line(int number) => JsonSerializer.Serialize(new { text = Text(number) }) + "\n";

    private protected Task<CurateRun> RunAsync(ScriptedServer server, string styles, params string[] more)
    {
        Folder.Write("recipe.json", $$"""
            {
              "name": "said-again",
              "sources": [ { "name": "web", "files": ["web-*.jsonl"] } ],
              "rephrase": { "styles": [{{styles}}], "endpoint": "{{server.Address}}", "model": "test-model" }
            }
            """);
        if (!File.Exists(Path.Combine(Folder.Path, "loose.txt")))
            Folder.Write("loose.txt", "## options\nminLengthRatio: 0\nmaxNovelNumbers: 1\nmaxNovelEntities: 1\n## user\nSay it:\n<<<TEXT\n{{document}}\nTEXT>>>");
        string[] until = more.Contains("--until") ? [] : ["--until", "materialise"];
        return CurateRun.Of(["run", Path.Combine(Folder.Path, "recipe.json"), "--work", Work, .. until, .. more]);
    }

    private protected async Task<List<Document>> DatasetAsync()
    {
        List<Document> documents = [];
        foreach (string file in Directory.GetFiles(Path.Combine(Work, "dataset"), "*.parquet").Order(StringComparer.Ordinal))
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(file, CancellationToken.None))
                documents.AddRange(batch);
        }

        return documents;
    }

    private protected async Task<List<string>> ColumnAsync(string folder, string column)
    {
        List<string> values = [];
        foreach (string file in Directory.GetFiles(Path.Combine(Work, folder)))
        {
            ColumnTable table = await ColumnFile.ReadAsync(file, [column], CancellationToken.None);
            values.AddRange(table.Get<string?>(column)!);
        }

        return values;
    }

    /// <summary>Every result file; the ledger is an account with dates, not a result.</summary>
    private protected Dictionary<string, string> Hashes() => Directory.EnumerateFiles(Work, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("synthetic/ledger") && !file.Contains("/state/"))
        .ToDictionary(file => Path.GetRelativePath(Work, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));

    // About seventy words that differ from document to document and do not repeat.
    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"This is letter number {number} of the box. ")
        + string.Concat(Enumerable.Range(0, 10).Select(i => string.Join(' ', Enumerable.Range(0, 7).Select(j => Word((number * 101) + (i * 7) + j))) + ". "));

    private static string Word(int number)
    {
        string[] syllables = ["ba", "den", "ko", "lir", "mu", "pas", "ro", "ti", "ven", "zu", "fal", "gim"];
        uint hash = (uint)number * 2654435761;
        return string.Concat(Enumerable.Range(0, 3).Select(i => syllables[(hash >> (8 * i)) % (uint)syllables.Length]));
    }
}
