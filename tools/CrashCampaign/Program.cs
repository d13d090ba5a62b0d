// Strikes runs of curate with faults at random moments, runs the same command again after each, and compares every byte with an undisturbed run:
//
//   dotnet run --project tools/CrashCampaign -- [--faults 100] [--seed 1] [--recipe FILE] [--chain 5]
//
// Without a recipe the run is that of the end-to-end tests: a few hundred documents, every stage, probes that train in seconds. Each work directory takes a
// chain of faults before it is finished and compared, so that later stages are struck too. Killing needs nothing; a full disk, read errors and read-only
// folders are made with mounts, so they need root on Linux and are left out elsewhere. A seed gives the same kinds and moments; what a moment hits depends on
// the machine's speed. Exit code: 0 nothing found, 1 something found.
using System.Globalization;
using DataCuration.CrashCampaign;
using DataCuration.EndToEnd.Tests.Cli;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;
int faults = int.Parse(Option("--faults") ?? "100", CultureInfo.InvariantCulture);
int chain = int.Parse(Option("--chain") ?? "5", CultureInfo.InvariantCulture);
ulong seed = ulong.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
using SmallCorpus corpus = new();
return await new Campaign(Path.GetFullPath(Option("--recipe") ?? corpus.Recipe), seed, faults, chain, Console.Out).RunAsync();
