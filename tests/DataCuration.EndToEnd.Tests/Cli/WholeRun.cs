using System.Text.Json;
using DataCuration.Documents;

[assembly: AssemblyFixture(typeof(DataCuration.EndToEnd.Tests.Cli.WholeRun))]

namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>One finished run over <see cref="SmallCorpus"/> plus a text that a rule drops and a line that is no JSON; made once for all tests that read it.</summary>
public sealed class WholeRun : IAsyncLifetime
{
    private const string Shard = "plain-1.jsonl";

    private readonly SmallCorpus _corpus = new();

    internal string Work => _corpus.Work("work");

    internal string Recipe => _corpus.Recipe;

    /// <summary>The id of the text of three words.</summary>
    internal string DroppedId { get; private set; } = "";

    /// <summary>The id of the line that is no JSON.</summary>
    internal string QuarantinedId { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        string path = Path.Combine(_corpus.Folder, Shard);
        DroppedId = IdAt(new FileInfo(path).Length);
        await File.AppendAllTextAsync(path, """{"text": "Only three words"}""" + "\n");
        QuarantinedId = IdAt(new FileInfo(path).Length);
        await File.AppendAllTextAsync(path, """{"text": "cut in the mid""" + "\n");
        _corpus.WriteRecipe(["good-0.jsonl", "good-1.jsonl"], ["plain-0.jsonl", Shard]);
        CurateResult run = await CurateProcess.RunAsync("run", _corpus.Recipe, "--work", Work, "--set", "maxBadRecords=5");
        run.ExitCode.Should().BeOneOf([0, 3, 4], run.ToString());
    }

    public ValueTask DisposeAsync()
    {
        _corpus.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The counts of every task of every stage, by stage.</summary>
    internal ILookup<string, JsonElement> Counts() =>
        Directory.EnumerateFiles(Path.Combine(Work, "state", "done"), "*.json", SearchOption.AllDirectories)
            .Select(path => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement)
            .ToLookup(record => record.GetProperty("stage").GetString()!, record => record.GetProperty("counts"));

    internal async Task<JsonElement> ExplainAsync(string id)
    {
        CurateResult explain = await CurateProcess.RunAsync("explain", Work, id, "--json");
        explain.ExitCode.Should().Be(0, explain.ToString());
        return JsonDocument.Parse(explain.Output).RootElement;
    }

    private static string IdAt(long byteOffset) => DocumentId.Create("plain", Shard, byteOffset).ToString();
}
