// Damages files of every format with one seed after the other and reads them:
//
//   dotnet run -c Release --project tools/FuzzReaders -- [--seconds 600] [--seed 0] [--only NAME]
//
// A case is a file and a seed; the same two give the same bytes on every machine. A finding is printed with both: a crash, an item lost or doubled, more
// memory than a file of that size may take. A case that does not end within a minute is printed too and ends the program, because nothing else can end it.
// Exit code: 0 nothing found, 1 something found, 2 a case that hangs.
using System.Diagnostics;
using System.Globalization;
using DataCuration.FuzzReaders;
using DataCuration.Tests.Formats.Fuzz;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;
TimeSpan budget = TimeSpan.FromSeconds(double.Parse(Option("--seconds") ?? "60", CultureInfo.InvariantCulture));
int firstSeed = int.Parse(Option("--seed") ?? "0", CultureInfo.InvariantCulture);
string? only = Option("--only");

List<FuzzTarget> targets = [.. (await FuzzFiles.AllAsync()).Select(file => new FuzzTarget(file.Name, file.Content, ReaderFuzz.CheckAsync))];
targets.Add(new FuzzTarget("html to text", FuzzFiles.Html(), ExtractionFuzz.CheckAsync));
if (only is not null) targets.RemoveAll(target => target.Name != only);

using CaseWatch watch = new(TimeSpan.FromMinutes(1));
Stopwatch elapsed = Stopwatch.StartNew();
SortedDictionary<string, int> cases = new(StringComparer.Ordinal);
int findings = 0;
int seed = firstSeed;
for (; elapsed.Elapsed < budget; seed++)
{
    foreach (FuzzTarget target in targets)
    {
        byte[] file = Mutator.Mutate(target.Content, seed);
        watch.Begin($"{target.Name}, seed {seed}");
        string? problem = await target.CheckAsync(file, CancellationToken.None);
        watch.End();
        cases[target.Name] = cases.GetValueOrDefault(target.Name) + 1;
        if (problem is null) continue;
        findings++;
        Console.WriteLine($"FOUND {target.Name}, seed {seed}, {file.Length} bytes: {problem}");
    }
}

foreach ((string name, int count) in cases) Console.WriteLine($"{name}: {count} cases");
Console.WriteLine($"Seeds {firstSeed} to {seed - 1}, {cases.Values.Sum()} cases in {elapsed.Elapsed.TotalSeconds:F0} s, {findings} findings.");
return findings == 0 ? 0 : 1;
