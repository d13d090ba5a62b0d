using System.Text.Json;

namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>All of deduplication and pruning at once, as real processes: threads, the order of shards, ranks and kills change no byte.</summary>
public sealed class DeduplicationTests : IDisposable
{
    private const int Shards = 4;
    private const int DocumentsPerShard = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("curate-dedup-").FullName;

    public DeduplicationTests()
    {
        Random random = new(17);
        string[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => "w" + random.Next(4000))];
        string[][] shared = [.. Enumerable.Range(0, 8).Select(_ => Words(80))];
        for (int shard = 0; shard < Shards; shard++)
        {
            List<string> lines = [];
            for (int document = 0; document < DocumentsPerShard; document++)
            {
                string[] near = [.. shared[(shard + document) % shared.Length]];
                near[document % near.Length] = "changed";
                string[] shuffled = [.. shared[document % shared.Length]];
                random.Shuffle(shuffled);
                string text = (document % 5) switch
                {
                    0 => string.Join(' ', Words(90)),
                    1 => string.Join(' ', near),
                    2 => string.Join(' ', shuffled),
                    3 => $"{string.Join(' ', Words(40))}\n\n{string.Join(' ', shared[document % shared.Length])}\n\n{string.Join(' ', Words(40))}",
                    _ => string.Join(' ', Words(60)),
                };
                lines.Add(JsonSerializer.Serialize(new { text, url = $"https://example.org/{document / 5}?shard={(document % 5 == 4 ? 0 : shard)}&n={document % 5}", date = $"2024-0{shard + 1}-01" }));
            }

            File.WriteAllText(Path.Combine(_folder, $"{shard}.jsonl"), string.Join('\n', lines) + "\n");
        }

        WriteRecipe(Enumerable.Range(0, Shards));
    }

    private string Recipe => Path.Combine(_folder, "recipe.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Threads_the_order_of_shards_ranks_and_kills_change_no_byte()
    {
        string one = await RunAsync("one", "--jobs", "1");
        string eight = await RunAsync("eight", "--jobs", "8");
        string ranks = await RunAsync("ranks", "--world", "2", "--jobs", "2");
        await KillAsync("killed", 4);
        string killed = await RunAsync("killed", "--jobs", "2");
        WriteRecipe([2, 0, 3, 1]);
        string shuffled = await RunAsync("shuffled", "--jobs", "2");

        Directory.GetDirectories(Path.Combine(_folder, "one", "ledger")).Select(Path.GetFileName).Should().Contain(["paragraphs", "substrings", "prune"]);
        eight.Should().Be(one);
        ranks.Should().Be(one);
        killed.Should().Be(one);
        shuffled.Should().Be(one);
    }

    private void WriteRecipe(IEnumerable<int> order) => File.WriteAllText(Recipe, $$"""
        {
          "name": "all",
          "sources": [ { "name": "pages", "files": {{JsonSerializer.Serialize(order.Select(shard => $"{shard}.jsonl"))}} } ],
          "deduplicate": { "url": {}, "exact": {}, "minHash": {}, "paragraphs": { "mode": "bff" }, "substrings": { "minLength": 30 } },
          "prune": { "clusters": 4, "semantic": { "epsilon": 0.2 }, "prototypes": { "keep": 0.9, "direction": "far" } }
        }
        """);

    private async Task<string> RunAsync(string name, params string[] options)
    {
        string work = Path.Combine(_folder, name);
        CurateResult result = await CurateProcess.RunAsync(["run", Recipe, "--work", work, "--until", "report", .. options]);
        result.ExitCode.Should().Be(0, result.ToString());
        return string.Join('\n', new[] { "columns", "ledger", "dataset" }.Select(folder => SmallCorpus.HashOf(Path.Combine(work, folder))));
    }

    /// <summary>Starts runs and kills them after a growing number of finished tasks.</summary>
    private async Task KillAsync(string name, int kills)
    {
        string work = Path.Combine(_folder, name);
        int total = CompletionRecords(Path.Combine(_folder, "one"));
        for (int kill = 1; kill <= kills; kill++)
        {
            using CurateProcess curate = CurateProcess.Start("run", Recipe, "--work", work, "--until", "report", "--jobs", "2");
            while (!curate.HasExited && CompletionRecords(work) < total * kill / (kills + 1))
            {
                await Task.Delay(2, TestContext.Current.CancellationToken);
            }

            curate.HasExited.Should().BeFalse("the run must still be at work when it is killed");
            curate.Kill9();
            await curate.WaitAsync();
        }
    }

    private static int CompletionRecords(string work) =>
        Directory.Exists(Path.Combine(work, "state", "done")) ? Directory.GetFiles(Path.Combine(work, "state", "done"), "*.json", SearchOption.AllDirectories).Length : 0;
}
