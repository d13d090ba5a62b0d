using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines;
using DataCuration.Probes.Worker;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>A recipe that rephrases real documents of the quickstart, its work directory, and what is read out of it.</summary>
internal sealed class RephraseFolder : IDisposable
{
    private static readonly string[] Files = ["encyclopaedia/articles-0", "encyclopaedia/articles-1", "manuals/python", "forum/coffee"];

    private readonly TemporaryFolder _folder = new();

    /// <param name="documents">How many documents to take.</param>
    /// <param name="shortest">Characters of a document at least.</param>
    /// <param name="longest">Characters of a document at most; the rest is cut.</param>
    public RephraseFolder(int documents, int shortest = 0, int longest = int.MaxValue)
    {
        Texts = [.. Files.SelectMany(file => TextsOf(file + ".jsonl.gz")).Where(text => text.Length >= shortest).Take(documents).Select(text => text.Length > longest ? text[..longest] : text)];
        Texts.Should().HaveCount(documents);
        Write("web.jsonl", Texts);
        _folder.Write("loose.txt", "## options\nminLengthRatio: 0\nmaxNovelNumbers: 1\nmaxNovelEntities: 1\n## user\nSay it:\n<<<TEXT\n{{document}}\nTEXT>>>");
    }

    public string Work { get; set => field = System.IO.Path.Combine(_folder.Path, value); } = "";

    public string[] Texts { get; }

    public string Path => _folder.Path;

    public static IEnumerable<string> TextsOf(string file)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(System.IO.Path.Combine(QuickstartData(), file)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (TextOf(line) is { } text)
                yield return text;
        }
    }

    public void Write(string name, IEnumerable<string> texts) => _folder.Write(name, string.Concat(texts.Select(text => JsonSerializer.Serialize(new { text }) + "\n")));

    /// <summary>By the tool, in this process.</summary>
    public Task<CurateRun> CurateAsync(Uri server, string styles, string until, params string[] overrides) =>
        CurateRun.Of(["run", WriteRecipe(server, styles), "--work", Work, "--until", until, .. overrides.SelectMany(value => new[] { "--set", value })]);

    /// <summary>By the library, on another clock.</summary>
    public Task<RunSummary> RunAsync(Uri server, string styles, string until, TimeProvider time, params string[] overrides)
    {
        string path = WriteRecipe(server, styles);
        RecipeReadResult recipe = RecipeReader.Read(File.ReadAllText(path), path, overrides);
        recipe.Diagnostics.Should().BeEmpty();
        RunOptions options = new() { WorkDirectory = Work, Until = until, ProbeWorker = new WorkerCommand("none", []) };
        return new CurationRun(recipe.Recipe!, options, time).RunAsync(null, CancellationToken.None);
    }

    public async Task<string?[]> WordsAsync(string stage, string column) => [.. (await TablesAsync(stage, column)).SelectMany(table => table.Get<string?>(column))];

    public async Task<double[]> NumbersAsync(string stage, string column) => [.. (await TablesAsync(stage, column)).SelectMany(table => table.Get<double>(column))];

    /// <summary>Every result file; the ledger is an account with dates, not a result.</summary>
    public Dictionary<string, string> Hashes() => Directory.EnumerateFiles(Work, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("synthetic/ledger") && !file.Contains("/state/"))
        .ToDictionary(file => System.IO.Path.GetRelativePath(Work, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));

    public void Dispose() => _folder.Dispose();

    private async Task<List<ColumnTable>> TablesAsync(string stage, string column)
    {
        List<ColumnTable> tables = [];
        foreach (string file in Directory.GetFiles(System.IO.Path.Combine(Work, "columns", stage)).Order(StringComparer.Ordinal))
            tables.Add(await ColumnFile.ReadAsync(file, [column], CancellationToken.None));
        return tables;
    }

    private string WriteRecipe(Uri server, string styles) => _folder.Write("recipe.json", $$"""
        {
          "name": "said-again",
          "sources": [ { "name": "web", "files": ["web.jsonl"] } ],
          "rephrase": { "styles": [{{styles}}], "templates": ["loose.txt"], "endpoint": "{{server}}", "model": "echo" }
        }
        """);

    private static string? TextOf(string line)
    {
        try
        {
            return JsonNode.Parse(line)!["text"]!.GetValue<string>();
        }
        catch (JsonException)
        {
            return null; // The quickstart has damaged lines on purpose.
        }
    }

    private static string QuickstartData([CallerFilePath] string thisFile = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "..", "..", "..", "..", "pipelines", "quickstart", "data"));
}
