using System.Text.Json;
using DataCuration.EndToEnd.Tests.Cli;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.RephrasingBenchmark.Server;
using DataCuration.Tests.Pipelines.Rephrasing;

namespace DataCuration.EndToEnd.Tests.Rephrasing;

/// <summary><c>kill -9</c> of the real tool while a real server has calls under way.</summary>
public sealed class KilledRephrasingTests : IDisposable
{
    private const int Concurrency = 8;
    private const int CallsBeforeKill = 60;
    private const int WindowPerCall = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("curate-rephrase-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_again_gives_the_same_bytes_pays_twice_only_for_what_was_under_way_and_counts_that_as_spent()
    {
        await using LocalServer server = await LocalServer.StartAsync(0, TimeSpan.FromMilliseconds(40), TroubleSchedule.Calm);
        string recipe = WriteRecipe(server.Address);
        CurateResult whole = await RunAsync(recipe, "whole");
        whole.ExitCode.Should().Be(0, whole.ToString());
        string[] asked = Texts(server.Calls);
        int before = server.Calls.Count;

        using (CurateProcess curate = CurateProcess.Start(Arguments(recipe, "killed")))
        {
            while (!curate.HasExited && (server.Calls.Count < before + CallsBeforeKill || server.UnderWay < Concurrency / 2))
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            curate.HasExited.Should().BeFalse("calls are to be under way when it is killed");
            curate.Kill9();
            await curate.WaitAsync();
        }

        while (server.UnderWay > 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        string[] seen = Texts(server.Calls.Skip(before));
        (int answered, int underWay) = await StateAsync("killed");
        CurateResult resumed = await RunAsync(recipe, "killed");

        resumed.ExitCode.Should().Be(0, resumed.ToString());
        foreach (string results in (string[])["documents", "columns", "synthetic/easy", "dataset"])
        {
            SmallCorpus.HashOf(Path.Combine(_folder, "killed", results)).Should().Be(SmallCorpus.HashOf(Path.Combine(_folder, "whole", results)), results);
        }

        string[] all = Texts(server.Calls.Skip(before));
        string[] twice = [.. all.GroupBy(text => text).Where(calls => calls.Count() > 1).Select(calls => calls.Key)];
        all.Distinct().Should().BeEquivalentTo(asked.Distinct());
        twice.Should().BeSubsetOf(seen).And.HaveCount(seen.Length - answered, "an answer in the ledger is not paid for again");
        all.Length.Should().Be(asked.Length + twice.Length);
        // An answer that is not on the disk yet no longer counts among the calls at once, so some more than those may be lost; the window bounds them.
        underWay.Should().BeInRange(Math.Max(1, twice.Length), Concurrency * WindowPerCall, "each call is written down before it is sent");

        // Both runs got the same answers and asked one test prompt each; the killed one asked another, and counts its lost calls at their worst.
        double charged = await SpentAsync("killed") - await SpentAsync("whole") - TestCost();
        charged.Should().BeApproximately(WorstOf("killed").Sum(), 1e-9).And.BePositive();
    }

    private static string[] Texts(IEnumerable<ServedCall> calls) => [.. calls.Select(call => call.User).Where(text => !text.StartsWith("FIRST WORD:", StringComparison.Ordinal))];

    private string WriteRecipe(Uri server)
    {
        IEnumerable<string> texts = RephraseFolder.TextsOf("encyclopaedia/articles-0.jsonl.gz").Where(text => text.Length > 400).Take(120).Select(text => text[..Math.Min(1200, text.Length)]);
        File.WriteAllLines(Path.Combine(_folder, "web.jsonl"), texts.Select(text => JsonSerializer.Serialize(new { text })));
        string path = Path.Combine(_folder, "recipe.json");
        File.WriteAllText(path, $$"""
            {
              "name": "killed",
              "sources": [ { "name": "web", "files": ["web.jsonl"] } ],
              "rephrase": {
                "styles": ["easy"], "endpoint": "{{server}}", "model": "{{LocalServer.Model}}", "maxConcurrency": {{Concurrency}}, "inputPrice": 1, "outputPrice": 1
              }
            }
            """);
        return path;
    }

    private string[] Arguments(string recipe, string work) => ["run", recipe, "--work", Path.Combine(_folder, work), "--until", "materialise"];

    private Task<CurateResult> RunAsync(string recipe, string work) => CurateProcess.RunAsync(Arguments(recipe, work));

    private string Ledger(string work) => Path.Combine(_folder, work, "synthetic", "ledger");

    private async Task<(int Answered, int UnderWay)> StateAsync(string work)
    {
        await using GenerationLedger ledger = GenerationLedger.OpenRead(Ledger(work));
        return (ledger.Count, ledger.UnderWayBefore);
    }

    private async Task<double> SpentAsync(string work)
    {
        await using GenerationLedger ledger = GenerationLedger.OpenRead(Ledger(work));
        return ledger.CostBefore;
    }

    private double TestCost() => Lines("whole").Where(line => line.Status == LedgerRecord.Test).Sum(line => line.Cost);

    /// <summary>What the calls without an end reserved, read line by line.</summary>
    private IEnumerable<double> WorstOf(string work) => Lines(work).GroupBy(line => line.Hash).SelectMany(calls =>
    {
        double[] sent = [.. calls.Where(call => call.Status == LedgerRecord.Sent).Select(call => call.Cost)];
        return sent.Skip(calls.Count(call => call.Status != LedgerRecord.Sent));
    });

    private IEnumerable<(string Hash, string Status, double Cost)> Lines(string work) => Directory.EnumerateFiles(Ledger(work), "calls-*").SelectMany(File.ReadLines).Select(line =>
    {
        using JsonDocument json = JsonDocument.Parse(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return (json.RootElement.GetProperty("hash").GetString()!, json.RootElement.GetProperty("status").GetString()!,
            json.RootElement.TryGetProperty("cost", out JsonElement cost) ? cost.GetDouble() : 0);
    });
}
