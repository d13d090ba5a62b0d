using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.ImageText;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Cli.Commands.ImageText;

/// <summary><c>curate image-text subset --pools DIR --mix MIX --out F</c>: a mix as uids with repetitions.</summary>
internal static class SubsetCommand
{
    public static Command Create(ToolConsole console)
    {
        Option<string> pools = new("--pools") { Description = "The folder that image-text pools wrote.", HelpName = "DIR", Required = true };
        Option<string?> mix = new("--mix") { Description = "A mix that curate mix wrote.", HelpName = "FILE" };
        Option<string[]> epochs = new("--epochs") { Description = "In place of --mix: how often each sample of a pool is there; 0.25 is a quarter of them. Repeat for each pool.", HelpName = "POOL=E", DefaultValueFactory = _ => [] };
        Option<double> passes = new("--passes") { Description = "How often training reads the subset; epochs are divided by it. Default: 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<string> output = new("--out") { Description = "The uid file, .npy.", HelpName = "FILE", Required = true };
        Option<bool> json = new("--json") { Description = "Print the summary as JSON." };
        Command command = new("subset", "Writes a mix of pools as uids with repetitions, for DataComp's resharder.") { pools, mix, epochs, passes, output, json };
        command.SetAction((parse, cancellationToken) =>
        {
            string folder = parse.GetRequiredValue(pools);
            string[] assignments = parse.GetValue(epochs) ?? [];
            double times = parse.GetValue(passes);
            if (parse.GetValue(mix) is not null == assignments.Length > 0 || !(times > 0 && double.IsFinite(times)))
            {
                throw new DiagnosticException(Diagnostic.Error("DC2138", "Expected either --mix or --epochs, and --passes above 0."), ExitCode.Usage);
            }

            SubsetSummary summary = SubsetJob.Run(
                new SubsetOptions
                {
                    PoolFolder = folder,
                    Epochs = parse.GetValue(mix) is { } path ? EpochsOf(console, path, PoolManifest.Read(folder)) : [.. assignments.Select(ParseEpochs)],
                    Passes = times,
                    Output = parse.GetRequiredValue(output),
                },
                cancellationToken);
            Print(console, summary, parse.GetValue(json));
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static KeyValuePair<string, double> ParseEpochs(string assignment)
    {
        const string Form = "POOL=E with E of 0 or more, for example q1=2.5";
        KeyValuePair<string, double> pool = NamedNumber.Parse("--epochs", assignment, Form);
        return pool.Value >= 0 ? pool : throw new DiagnosticException(Diagnostic.Error("DC2138", $"--epochs {assignment}: expected {Form}."), ExitCode.Usage);
    }

    /// <summary>The mix's samples over the samples that a pool really has, so that the subset is as long as the mix.</summary>
    private static KeyValuePair<string, double>[] EpochsOf(ToolConsole console, string path, PoolManifest manifest)
    {
        Mix mix = Read(path);
        Dictionary<string, long> sizes = manifest.Pools.ToDictionary(pool => pool.Name, pool => pool.Samples, StringComparer.Ordinal);
        foreach (PoolShare share in mix.Pools.Where(share => sizes.TryGetValue(share.Name, out long size) && Math.Abs(share.UniqueTokens - size) > size * 0.01))
        {
            console.Error.WriteLine(Diagnostic.Warning(
                "DC4042",
                string.Create(CultureInfo.InvariantCulture, $"The mix was chosen for {share.UniqueTokens:G6} different samples of '{share.Name}'; the pool has {sizes[share.Name]}. It is repeated {share.Tokens / Math.Max(1, sizes[share.Name]):G4} times."),
                path).ToString());
        }

        return [.. mix.Pools.Where(share => share.Tokens > 0).Select(share => new KeyValuePair<string, double>(share.Name, sizes.TryGetValue(share.Name, out long size) && size > 0 ? share.Tokens / size : share.Epochs))];
    }

    private static Mix Read(string path)
    {
        try
        {
            return Mix.Parse(InputFile.Read(path));
        }
        catch (JsonException error)
        {
            throw new DiagnosticException(Diagnostic.Error("DC4043", $"This is no mix: {error.Message} Give what curate mix --out wrote.", path), ExitCode.BadInput);
        }
    }

    private static void Print(ToolConsole console, SubsetSummary summary, bool isJson)
    {
        if (isJson)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(summary, ToolJson.Options));
            return;
        }

        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.File}: {summary.Entries:N0} entries, {summary.DistinctSamples:N0} different samples"));
        foreach (SubsetPool pool in summary.Pools)
        {
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {pool.Name,-12} {pool.Entries,14:N0} entries, {pool.Epochs:F3} epochs of {pool.Samples:N0} samples"));
        }
    }
}
