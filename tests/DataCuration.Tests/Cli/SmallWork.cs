using System.Text.Json;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

/// <summary>A recipe over six documents and the work directory of its run, made once for the tests that only read it.</summary>
public sealed class SmallWork : IAsyncLifetime
{
    private const string Sentence = "It was the best of times, and that of all the ages with the most to be said of it. ";

    private readonly TemporaryFolder _folder = new();

    public string Recipe => Path.Combine(_folder.Path, "small.json");

    public string Work => Path.Combine(_folder.Path, "small.work");

    internal CurateRun Run { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        WriteCorpus(_folder);
        Run = await CurateRun.Of("run", Recipe, "--until", "materialise");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Four documents that stay, a copy of the first, and one that is too short.</summary>
    internal static void WriteCorpus(TemporaryFolder folder)
    {
        string[] texts =
        [
            .. Enumerable.Range(0, 4).Select(i => string.Concat(Enumerable.Range(0, 8).Select(j => $"Chapter {i} part {j * (i + 3)}. {Sentence}"))),
        ];
        folder.Write("shards/a.jsonl", Lines(texts[0], texts[1], "Too short."));
        folder.Write("shards/b.jsonl", Lines(texts[2], texts[3], texts[0] + " "));
        folder.Write("small.json", """
            {
              "name": "small",
              "sources": [ { "name": "web", "files": ["shards/*.jsonl"] } ],
              "quality": { "rules": { "gopherQuality": { "minWords": 20 } } },
              "deduplicate": { "exact": {} }
            }
            """);
    }

    private static string Lines(params string[] texts) =>
        string.Concat(texts.Select(text => JsonSerializer.Serialize(new { text }) + "\n"));
}
