using System.Text.Json;
using DataCuration.Documents;

[assembly: AssemblyFixture(typeof(DataCuration.EndToEnd.Tests.Cli.WholeRun))]

namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>One finished run over <see cref="SmallCorpus"/> plus a text that a rule drops and a line that is no JSON; made once for all tests that read it, by the first of them.</summary>
public sealed class WholeRun : IDisposable
{
    /// <summary>The assignment that lets the line that is no JSON pass.</summary>
    internal const string Bound = "maxBadRecords=5";

    private const string Shard = "plain-1.jsonl";

    private readonly SmallCorpus _corpus = new();
    private readonly Lazy<(string DroppedId, string QuarantinedId, int ExitCode)> _run;

    public WholeRun() => _run = new(() => Task.Run(RunAsync).GetAwaiter().GetResult());

    internal string Work
    {
        get
        {
            _ = _run.Value;
            return _corpus.Work("work");
        }
    }

    internal string Recipe
    {
        get
        {
            _ = _run.Value;
            return _corpus.Recipe;
        }
    }

    /// <summary>The id of the text of three words.</summary>
    internal string DroppedId => _run.Value.DroppedId;

    /// <summary>The id of the line that is no JSON.</summary>
    internal string QuarantinedId => _run.Value.QuarantinedId;

    /// <summary>0, or 3 or 4 when the mix is a tie or a parameter is not identified.</summary>
    internal int ExitCode => _run.Value.ExitCode;

    public void Dispose() => _corpus.Dispose();

    /// <summary>A folder name for another work directory of the same recipe; not made.</summary>
    internal string Other(string name) => _corpus.Work(name);

    /// <summary>Shards, recipe and work directory of the run once more, with the times of their files, for a test that changes them; the new folder.</summary>
    internal string CopyTo(string name)
    {
        string folder = Other(name);
        string[] files = [Recipe, .. Directory.EnumerateFiles(_corpus.Folder, "*.jsonl"), .. Directory.EnumerateFiles(Work, "*", SearchOption.AllDirectories)];
        foreach (string file in files)
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(_corpus.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder;
    }

    /// <summary>The same recipe with the files of each source the other way round, in a file of its own.</summary>
    internal string WriteReversedRecipe()
    {
        _ = _run.Value;
        string path = Path.Combine(_corpus.Folder, "reversed.jsonc");
        File.WriteAllText(path, SmallCorpus.RecipeOf(["good-1.jsonl", "good-0.jsonl"], [Shard, "plain-0.jsonl"]));
        return path;
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

    private async Task<(string DroppedId, string QuarantinedId, int ExitCode)> RunAsync()
    {
        string path = Path.Combine(_corpus.Folder, Shard);
        string dropped = IdAt(new FileInfo(path).Length);
        await File.AppendAllTextAsync(path, """{"text": "Only three words"}""" + "\n");
        string quarantined = IdAt(new FileInfo(path).Length);
        await File.AppendAllTextAsync(path, """{"text": "cut in the mid""" + "\n");
        _corpus.WriteRecipe(["good-0.jsonl", "good-1.jsonl"], ["plain-0.jsonl", Shard]);
        CurateResult run = await CurateProcess.RunAsync("run", _corpus.Recipe, "--work", _corpus.Work("work"), "--set", Bound);
        run.ExitCode.Should().BeOneOf([0, 3, 4], run.ToString());
        return (dropped, quarantined, run.ExitCode);
    }

    private static string IdAt(long byteOffset) => DocumentId.Create("plain", Shard, byteOffset).ToString();
}
