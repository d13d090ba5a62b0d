using System.Text.Json;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

/// <summary>Six documents (120, 144, 168 and 192 words, a copy of the first, two words) and three runs over them, made once: at least 20 words, the same again, at least 130.</summary>
public sealed class TwoWorks : IAsyncLifetime
{
    private const string Sentence = "It was the best of times, and that of all the ages with the most to be said of it. ";

    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public string Recipe => Path.Combine(Folder, "small.json");

    public string Before => Path.Combine(Folder, "before");

    public string Again => Path.Combine(Folder, "again");

    public string Strict => Path.Combine(Folder, "strict");

    public async ValueTask InitializeAsync()
    {
        string[] texts = [.. Enumerable.Range(0, 4).Select(i => string.Concat(Enumerable.Range(0, 5 + i).Select(j => $"Chapter {i} part {j * (i + 3)}. {Sentence}")))];
        _folder.Write("shards/a.jsonl", Lines(texts[0], texts[1], "Too short."));
        _folder.Write("shards/b.jsonl", Lines(texts[2], texts[3], texts[0] + " "));
        _folder.Write("small.json", """
            {
              "name": "small",
              "sources": [ { "name": "web", "files": ["shards/*.jsonl"] } ],
              "quality": { "rules": { "gopherQuality": { "minWords": 20 } } },
              "deduplicate": { "exact": {} }
            }
            """);
        await RunAsync(Before);
        await RunAsync(Again);
        await RunAsync(Strict, "--set", "quality.rules.gopherQuality.minWords=130");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal async Task RunAsync(string work, params string[] options)
    {
        CurateRun run = await CurateRun.Of(["run", Recipe, "--work", work, "--until", "materialise", .. options]);
        run.ExitCode.Should().Be(0, run.Error);
    }

    private static string Lines(params string[] texts) => string.Concat(texts.Select(text => JsonSerializer.Serialize(new { text }) + "\n"));
}
