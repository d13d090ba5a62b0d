using System.Diagnostics;
using System.Globalization;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Generation.Client;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Generation.Spending;
using DataCuration.RephrasingBenchmark.Server;

// rephrasing-benchmark throughput [REQUESTS] [CONCURRENCY] [LATENCY_MS]   rate against the limit's theoretical one and against a bare client, and memory on the way
// rephrasing-benchmark serve PORT [LATENCY_MS] [MISBEHAVE_PERCENT]          the server alone, for `curate run` in another terminal
if (args is ["serve", ..])
{
    LocalServer alone = await LocalServer.StartAsync(Number(1, 8099), TimeSpan.FromMilliseconds(Number(2, 5)), new TroubleSchedule(1, Number(3, 0))).ConfigureAwait(false);
    await using (alone.ConfigureAwait(false))
    {
        Console.WriteLine($"Listening on {alone.Address}, model 'echo'.");
        await alone.WaitAsync().ConfigureAwait(false);
        Console.WriteLine($"{alone.Calls.Count} calls.");
    }

    return;
}

int requests = Number(1, 10_000);
int concurrency = Number(2, 64);
int latency = Number(3, 50);
string folder = Directory.CreateTempSubdirectory("rephrasing-benchmark").FullName;
LocalServer server = await LocalServer.StartAsync(0, TimeSpan.FromMilliseconds(latency), TroubleSchedule.Calm).ConfigureAwait(false);
await using (server.ConfigureAwait(false))
{
    await RunAsync(200, "warm-up").ConfigureAwait(false);
    double ceiling = await BareAsync(requests / 5).ConfigureAwait(false);
    double rate = await RunAsync(requests, "measured").ConfigureAwait(false);
    ceiling = (ceiling + await BareAsync(requests / 5).ConfigureAwait(false)) / 2;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a bare HttpClient on the same server, before and after: {ceiling:0}/s; the client with ledger and budget has {rate / ceiling:0.0 %} of it"));
}

Directory.Delete(folder, recursive: true);

int Number(int index, int fallback) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : fallback;

// What this machine and this server can do at all: the same bodies, sent without pacing, ledger or budget.
async Task<double> BareAsync(int count)
{
    using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = concurrency });
    long start = Stopwatch.GetTimestamp();
    await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (i, token) =>
    {
        string json = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + Text(i) + "\"}]}";
        using StringContent body = new(json, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync(server.Address + "/chat/completions", body, token).ConfigureAwait(false);
        await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
    }).ConfigureAwait(false);
    return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static string Text(int i) => string.Join(' ', Enumerable.Range(0, 200).Select(word => $"word{(i * 31) + word}"));

async Task<double> RunAsync(int count, string name)
{
    GenerationLedger ledger = GenerationLedger.Open(Path.Combine(folder, name));
    await using (ledger.ConfigureAwait(false))
    {
        using ChatServer client = new(new EndpointOptions { Address = server.Address, MaxConcurrency = concurrency }, TimeProvider.System);
        Generator generator = new(client, ledger, new GenerationBudget(new TokenPrices(1, 1, 1), 1e9, null), TimeProvider.System, TimeSpan.FromSeconds(10));
        List<long> memory = [];
        int done = 0;
        long start = Stopwatch.GetTimestamp();
        ParallelOptions options = new() { MaxDegreeOfParallelism = concurrency * 4 };
        await Parallel.ForAsync(0, count, options, async (i, token) =>
        {
            await generator.GenerateAsync(new ChatRequest { Model = "echo", User = Text(i), MaxTokens = 600 }, token).ConfigureAwait(false);
            if (Interlocked.Increment(ref done) % Math.Max(1, count / 5) == 0)
            {
                long bytes = GC.GetTotalMemory(forceFullCollection: false);
                lock (memory)
                {
                    memory.Add(bytes >> 20);
                }
            }
        }).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double theoretical = concurrency / (latency / 1000.0);
        using Process process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {count} requests in {seconds:0.00} s = {count / seconds:0}/s; {concurrency} at once with {latency} ms allow {theoretical:0}/s: {count / seconds / theoretical:0.0 %}; ") +
            $"managed memory on the way {string.Join(", ", memory)} MiB; peak of the process, server included, {process.PeakWorkingSet64 >> 20} MiB; {server.Calls.Count} calls");
        return count / seconds;
    }
}
