using System.CommandLine;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.ImageText;

namespace DataCuration.Cli.Commands.ImageText;

/// <summary><c>curate image-text pools METADATA --by COLUMN --out DIR</c>: pools of samples of like score.</summary>
internal static class PoolsCommand
{
    private const string Extension = ".parquet";
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    public static Command Create(ToolConsole console)
    {
        Argument<string[]> files = new("metadata") { Description = "Parquet files, folders of them, or patterns.", Arity = ArgumentArity.OneOrMore };
        Option<string> output = new("--out") { Description = "The folder for the pools.", HelpName = "DIR", Required = true };
        Option<string> score = new("--by") { Description = "The column with the score; higher is better.", HelpName = "COLUMN", DefaultValueFactory = _ => "clip_l14_similarity_score" };
        Option<string?> edges = new("--edges") { Description = "Shares of the samples between which the pools lie, the best first. Default: 0,0.1,0.2,0.3,0.4.", HelpName = "SHARES" };
        Option<string?> thresholds = new("--thresholds") { Description = "In place of --edges: scores between which the pools lie, the highest first.", HelpName = "SCORES" };
        Option<TieRule> ties = new("--ties") { Description = "Where a pool ends among equal scores: split, include or dataComp. Default: split.", HelpName = "RULE", DefaultValueFactory = _ => TieRule.Split };
        Option<CaptionFilter> filter = new("--filter") { Description = "none, english, caption or basic: what captions and image sizes must be like. Default: none.", HelpName = "NAME", DefaultValueFactory = _ => CaptionFilter.None };
        Option<string[]> minimums = new("--minimum") { Description = "The least value of a column; may be repeated.", HelpName = "COLUMN=VALUE", DefaultValueFactory = _ => [] };
        Option<string?> language = new("--language-model") { Description = "A fastText model (.bin, .ftz) for --filter; default: the built-in model.", HelpName = "FILE" };
        Option<ulong> seed = new("--seed") { Description = "Splits ties and draws parts of pools.", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<int> jobs = new("--jobs") { Description = "Threads; default: the number of cores. Changes no result.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<string> memory = new("--memory") { Description = "Memory for sorting; what is more goes to temporary files in the folder. Default: 1GB.", HelpName = "SIZE", DefaultValueFactory = _ => "1GB" };
        Option<bool> json = new("--json") { Description = "Print the manifest as JSON." };
        Command command = new("pools", "Divides samples into pools of like score, a uid file each.") { files, output, score, edges, thresholds, ties, filter, minimums, language, seed, jobs, memory, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            ScorePoolsOptions options = new()
            {
                Files = MetadataFiles(parse.GetRequiredValue(files)),
                OutputFolder = parse.GetRequiredValue(output),
                Score = parse.GetRequiredValue(score),
                Thresholds = Numbers("--thresholds", parse.GetValue(thresholds)) ?? [],
                Ties = parse.GetValue(ties),
                Filter = parse.GetValue(filter),
                Minimums = [.. (parse.GetValue(minimums) ?? []).Select(assignment => NamedNumber.Parse("--minimum", assignment, "COLUMN=VALUE, for example clip_b32_similarity_score=0.28"))],
                LanguageModel = parse.GetValue(language) is { } path ? InputFile.Existing([path])[0] : null,
                Seed = parse.GetValue(seed),
                Jobs = JobCount.Checked(parse.GetValue(jobs)),
                MemoryBytes = MemorySize.Parse(parse.GetRequiredValue(memory)),
            };
            if (parse.GetValue(edges) is not null && options.Thresholds.Count > 0)
            {
                throw Problem("--edges and --thresholds are both given. Keep one.");
            }

            options = Numbers("--edges", parse.GetValue(edges)) is { } shares ? options with { Edges = shares } : options;
            PoolManifest manifest = await ScorePoolsJob.RunAsync(options, Progress(console), cancellationToken).ConfigureAwait(false);
            Print(console, manifest, parse.GetValue(json));
            return (int)ExitCode.Done;
        });
        return command;
    }

    // A folder of DataComp also holds the embeddings as .npz.
    private static string[] MetadataFiles(string[] arguments)
    {
        string[] given = [.. arguments.Where(File.Exists)];
        string[] found = [.. InputShards.Find(arguments).Select(shard => shard.Path).Where(path => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || given.Any(file => Path.GetFullPath(file) == path))];
        return found.Length > 0
            ? found
            : throw new DiagnosticException([.. arguments.Select(argument => Diagnostic.Error("DC2055", "There is no Parquet file. Check the path.", argument))], ExitCode.Usage);
    }

    private static double[]? Numbers(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        string[] parts = text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        double[] numbers = [.. parts.Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return numbers.Length > 0 && numbers.All(double.IsFinite) ? numbers : throw Problem($"{option} {text}: expected numbers with commas between, for example 0,0.1,0.2.");
    }

    private static DiagnosticException Problem(string message) => new(Diagnostic.Error("DC2133", message), ExitCode.Usage);

    private static Action<PoolProgress> Progress(ToolConsole console)
    {
        long last = TimeProvider.System.GetTimestamp();
        return progress =>
        {
            if (progress.Pool is null && TimeProvider.System.GetElapsedTime(last) < ProgressInterval)
            {
                return;
            }

            last = TimeProvider.System.GetTimestamp();
            console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"curate: {(progress.Pool is { } pool ? $"writing {pool}" : $"{progress.FilesDone}/{progress.Files} files")}, {Display.Amounts.Count(progress.Samples)} samples"));
        };
    }

    private static void Print(ToolConsole console, PoolManifest manifest, bool isJson)
    {
        if (isJson)
        {
            console.Output.Write(manifest.ToJson());
        }
        else
        {
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{manifest.Samples:N0} samples: {manifest.Filtered:N0} filtered, {manifest.Unscored?.Samples ?? 0:N0} without a score, {manifest.Outside:N0} outside the pools"));
            foreach ((string flaw, long count) in manifest.Flaws)
            {
                console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {flaw,-14} {count,14:N0}"));
            }

            foreach (ScorePool pool in manifest.Pools)
            {
                console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {pool.Name,-14} {pool.Samples,14:N0} samples, {manifest.Score} {pool.HighestScore:G6} to {pool.LowestScore:G6}"));
            }
        }

        long repeated = manifest.Pools.Sum(pool => pool.Samples - pool.DistinctSamples);
        if (repeated > 0)
        {
            console.Error.WriteLine(Diagnostic.Warning(
                "DC2137", string.Create(CultureInfo.InvariantCulture, $"{repeated} samples have the uid of another in their pool, and the resharder would emit those twice. Is a file of metadata given twice?")).ToString());
        }
    }
}
