using System.Diagnostics;
using System.Globalization;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Generation.Client;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Generation.Spending;

namespace DataCuration.RephrasingBenchmark.Measuring;

/// <summary>
/// How near the client comes to what the limit of calls at once allows with a server that always takes the same time: concurrency over latency, from the first call to the last answer, so the
/// slow start counts. By turns with a bare <see cref="HttpClient"/> that sends the same bodies without pacing, ledger or budget: what machine and server can do at all.
/// </summary>
internal sealed class Throughput(ServerProcess server, int requests, int concurrency, int latency, string folder)
{
    /// <summary>Two hundred words, another text for each number.</summary>
    public static string Text(int i) => string.Join(' ', Enumerable.Range(0, 200).Select(word => $"word{(i * 31) + word}"));

    public async Task RunAsync(int rounds)
    {
        await RunClientAsync("warm-up", Math.Min(requests, 2000)).ConfigureAwait(false);
        await RunBareAsync(Math.Min(requests, 2000)).ConfigureAwait(false);
        List<ThroughputRound> bare = [];
        List<ThroughputRound> client = [];
        for (int round = 0; round < rounds; round++)
        {
            bare.Add(await RunBareAsync(requests).ConfigureAwait(false));
            Print("bare HttpClient", bare[^1]);
            client.Add(await RunClientAsync($"round-{round}", requests).ConfigureAwait(false));
            Print("client", client[^1]);
        }

        Print("median, bare HttpClient", Median(bare));
        Print("median, client", Median(client));
        double ratio = MedianOf(client.Zip(bare, (one, other) => one.Rate / other.Rate));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median of the client's share of the bare client's rate, round by round: {ratio:0.0 %}"));
    }

    private static ThroughputRound Median(List<ThroughputRound> rounds) => new(
        MedianOf(rounds.Select(round => round.Rate)),
        MedianOf(rounds.Select(round => round.ClientMicroseconds)),
        MedianOf(rounds.Select(round => round.ServerMicroseconds)),
        MedianOf(rounds.Select(round => round.ServerLatency)),
        (long)MedianOf(rounds.Select(round => (double)round.AllocatedBytes)),
        (long)MedianOf(rounds.Select(round => (double)round.ManagedMebibytes)));

    private static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private void Print(string name, ThroughputRound round)
    {
        double theoretical = concurrency * 1000.0 / latency;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {round.Rate:0}/s, {round.Rate / theoretical:0.0 %} of the {theoretical:0}/s that {concurrency} at once with {latency} ms allow; processor time a call: client ") +
            string.Create(CultureInfo.InvariantCulture,
            $"{round.ClientMicroseconds:0} us, server {round.ServerMicroseconds:0} us; a call took {round.ServerLatency:0.0} ms in the server; {round.AllocatedBytes / 1000} kB allocated a call, at most {round.ManagedMebibytes} MiB managed"));
    }

    private Task<ThroughputRound> RunBareAsync(int count) => MeasureAsync(count, async each =>
    {
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = concurrency });
        Uri address = new(server.Address + "/chat/completions");
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (i, token) =>
        {
            string json = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + Text(i) + "\"}]}";
            using StringContent body = new(json, System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await http.PostAsync(address, body, token).ConfigureAwait(false);
            await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
            each();
        }).ConfigureAwait(false);
    });

    private Task<ThroughputRound> RunClientAsync(string name, int count) => MeasureAsync(count, async each =>
    {
        GenerationLedger ledger = GenerationLedger.Open(Path.Combine(folder, name));
        await using (ledger.ConfigureAwait(false))
        {
            using ChatServer client = new(new EndpointOptions { Address = server.Address, MaxConcurrency = concurrency }, TimeProvider.System);
            Generator generator = new(client, ledger, new GenerationBudget(new TokenPrices(1, 1, 1), 1e9, null), TimeProvider.System, TimeSpan.FromSeconds(10));
            await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = concurrency * 4 }, async (i, token) =>
            {
                await generator.GenerateAsync(new ChatRequest { Model = "echo", User = Text(i), MaxTokens = 600 }, token).ConfigureAwait(false);
                each();
            }).ConfigureAwait(false);
        }
    });

    private async Task<ThroughputRound> MeasureAsync(int count, Func<Action, Task> run)
    {
        GC.Collect();
        await server.TakeLatencyAsync().ConfigureAwait(false);
        long most = 0;
        int done = 0;
        using Process self = Process.GetCurrentProcess();
        long allocatedBefore = GC.GetTotalAllocatedBytes();
        TimeSpan clientBefore = self.TotalProcessorTime;
        TimeSpan serverBefore = server.ProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await run(() =>
        {
            if (Interlocked.Increment(ref done) % Math.Max(1, count / 10) == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            }
        }).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        return new ThroughputRound(
            count / seconds,
            (self.TotalProcessorTime - clientBefore).TotalMicroseconds / count,
            (server.ProcessorTime - serverBefore).TotalMicroseconds / count,
            await server.TakeLatencyAsync().ConfigureAwait(false),
            (GC.GetTotalAllocatedBytes() - allocatedBefore) / count,
            most >> 20);
    }
}
