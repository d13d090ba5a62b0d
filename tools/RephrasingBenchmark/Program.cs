using System.Globalization;
using DataCuration.RephrasingBenchmark.Measuring;
using DataCuration.RephrasingBenchmark.Server;

// rephrasing-benchmark throughput [REQUESTS] [CONCURRENCY] [LATENCY_MS] [ROUNDS]   rate against the limit's theoretical one, by turns with a bare client
// rephrasing-benchmark serve PORT [LATENCY_MS] [MISBEHAVE_PERCENT]                 a server that answers in the styles' forms, for `curate run` in another terminal
// rephrasing-benchmark serve-bare LATENCY_MS                                       what `throughput` starts: prints its address, then its mean latency for each line that it reads
switch (args)
{
    case ["serve", ..]:
        LocalServer alone = await LocalServer.StartAsync(Number(1, 8099), TimeSpan.FromMilliseconds(Number(2, 5)), new TroubleSchedule(1, Number(3, 0))).ConfigureAwait(false);
        await using (alone.ConfigureAwait(false))
        {
            Console.WriteLine($"Listening on {alone.Address}, model 'echo'.");
            await alone.WaitAsync().ConfigureAwait(false);
            Console.WriteLine($"{alone.Calls.Count} calls.");
        }

        break;
    case ["serve-bare", ..]:
        BareServer bare = await BareServer.StartAsync(TimeSpan.FromMilliseconds(Number(1, 50)), Throughput.Text(0)).ConfigureAwait(false);
        await using (bare.ConfigureAwait(false))
        {
            Console.WriteLine(bare.Address);
            while (await Console.In.ReadLineAsync().ConfigureAwait(false) is not null)
            {
                Console.WriteLine(bare.TakeLatency().ToString(CultureInfo.InvariantCulture));
            }
        }

        break;
    default:
        int latency = Number(3, 50);
        string folder = Directory.CreateTempSubdirectory("rephrasing-benchmark").FullName;
        using (ServerProcess server = await ServerProcess.StartAsync(latency).ConfigureAwait(false))
        {
            await new Throughput(server, Number(1, 10_000), Number(2, 64), latency, folder).RunAsync(Number(4, 3)).ConfigureAwait(false);
        }

        Directory.Delete(folder, recursive: true);
        break;
}

int Number(int index, int fallback) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : fallback;
