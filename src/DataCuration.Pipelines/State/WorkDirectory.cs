using System.Globalization;
using DataCuration.Pipelines.Stages.Rephrasing;

namespace DataCuration.Pipelines.State;

/// <summary>The paths inside a work directory. Only this type knows the layout. Immutable.</summary>
public sealed class WorkDirectory(string root)
{
    /// <summary>The folder, absolute.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The lowered recipe as run.</summary>
    public string Recipe => Path.Combine(Root, "recipe.json");

    /// <summary>Pool edges, counts and token totals.</summary>
    public string Pools => Path.Combine(Root, "pools.json");

    /// <summary>Which benchmarks were found where, with the matched text.</summary>
    public string Contamination => Path.Combine(Root, "contamination.json");

    /// <summary>The fitted law.</summary>
    public string Law => Path.Combine(Root, "law.json");

    /// <summary>The measurements the law was fitted to.</summary>
    public string Observations => Path.Combine(Root, "observations.csv");

    /// <summary>What the probes of the mixtures measured that the law does not see.</summary>
    public string HoldOuts => Path.Combine(Root, "holdouts.csv");

    /// <summary>The chosen mix.</summary>
    public string Mix => Path.Combine(Root, "mix.json");

    /// <summary>The best mix over a grid of budgets.</summary>
    public string Frontier => Path.Combine(Root, "frontier.csv");

    /// <summary>The folder of the product.</summary>
    public string Dataset => Path.Combine(Root, "dataset");

    /// <summary>Hashes, counts and token totals of the dataset.</summary>
    public string Manifest => Path.Combine(Dataset, "manifest.json");

    /// <summary>The report page.</summary>
    public string Report => Path.Combine(Root, "report", "index.html");

    /// <summary>Completion records, lock, progress, intermediate files.</summary>
    public string State => Path.Combine(Root, "state");

    /// <summary>The live progress of the run in this directory.</summary>
    public string Progress => Path.Combine(State, "progress.json");

    /// <summary>The live progress of one rank of several that share the directory.</summary>
    public string RankProgress(int rank) => Path.Combine(State, "ranks", string.Create(CultureInfo.InvariantCulture, $"{rank:D5}.json"));

    /// <summary>The lock of the one writer.</summary>
    public string Lock => Path.Combine(State, "lock");

    /// <summary>Hashes of input files by size and time, so that unchanged shards are not read again.</summary>
    public string InputHashes => Path.Combine(State, "inputs.json");

    /// <summary>
    /// A folder for a task's working files, this process's own: two ranks may happen to run one task at once. Whoever uses it deletes it; what a killed
    /// process left is deleted by the next run that is alone.
    /// </summary>
    public string Scratch(string task) => Path.Combine(ScratchRoot, string.Create(CultureInfo.InvariantCulture, $"{task}-{Environment.MachineName}-{Environment.ProcessId:x}"));

    /// <summary>The folder of all <see cref="Scratch"/> folders.</summary>
    public string ScratchRoot => Path.Combine(State, "scratch");

    /// <summary>A part of documents.</summary>
    public string Documents(string part) => SyntheticNames.IsSynthetic(part)
        ? Path.Combine(Synthetic, SyntheticNames.StyleOf(part), part + ".parquet")
        : Path.Combine(Root, "documents", part + ".parquet");

    /// <summary>The folder of rephrased documents, one folder a style below it.</summary>
    public string Synthetic => Path.Combine(Root, "synthetic");

    /// <summary>The ledger of generation, unless the recipe names another folder.</summary>
    public string GenerationLedger => Path.Combine(Synthetic, "ledger");

    /// <summary>A stage's columns for a part.</summary>
    public string Columns(string stage, string part) => Path.Combine(Root, "columns", stage, part + ".parquet");

    /// <summary>A stage's ledger for a part.</summary>
    public string Ledger(string stage, string part) => Path.Combine(Root, "ledger", stage, part + ".parquet");

    /// <summary>The quarantined records of a shard.</summary>
    public string Quarantine(string shard) => Path.Combine(Root, "quarantine", shard + ".parquet");

    /// <summary>A probe's result.</summary>
    public string Probe(string id) => Path.Combine(Root, "probes", id + ".json");

    /// <summary>A part of the dataset.</summary>
    public string DatasetPart(string part) => Path.Combine(Dataset, part + ".parquet");

    /// <summary>An intermediate file of a stage.</summary>
    public string Intermediate(string stage, string name) => Path.Combine(State, stage, name);

    /// <summary>The completion record of a task.</summary>
    public string Completion(string stage, string key) => Path.Combine(State, "done", stage, key + ".json");

    /// <summary>The folder of a stage's completion records.</summary>
    public string CompletionFolder(string stage) => Path.Combine(State, "done", stage);

    /// <summary>A path inside the work directory, with forward slashes.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>The full path of a relative one.</summary>
    public string Full(string relativePath) => Path.Combine(Root, relativePath);
}
