using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Inspection;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Differences;

/// <summary>One of the two work directories: its recipe and the completion records of the recipe's stages. Immutable.</summary>
internal sealed class DiffSide
{
    private readonly Dictionary<string, IReadOnlyList<CompletionRecord>> _records;
    private readonly HashSet<string> _made;

    public DiffSide(string path)
    {
        Work = WorkDirectories.Open(path);
        Recipe = WorkDirectories.ReadRecipe(Work);
        CompletionStore store = new(Work);
        Stages = [.. StageList.For(Recipe).Select(stage => stage.Name)];
        _records = Stages.ToDictionary(stage => stage, store.ReadAll, StringComparer.Ordinal);
        _made = [.. _records.Values.SelectMany(records => records).SelectMany(record => record.Outputs).Select(output => output.Path)];
    }

    public WorkDirectory Work { get; }

    public Recipe Recipe { get; }

    /// <summary>The recipe's stages in the order of the flow.</summary>
    public IReadOnlyList<string> Stages { get; }

    /// <summary>A stage's records in the order of their keys; none when it has not run.</summary>
    public IReadOnlyList<CompletionRecord> Records(string stage) => _records.GetValueOrDefault(stage) ?? [];

    public bool HasPools => Records(StageNames.Pools).Count > 0;

    /// <summary>True when a finished task of the recipe made the file; what an earlier recipe left behind does not count.</summary>
    public bool Has(string path) => _made.Contains(Work.Relative(path));

    /// <summary>The parts of documents by the shard they were cut from, each in order.</summary>
    public ILookup<string, TaskOutput> PartsByShard() =>
        Records(StageNames.Ingest)
            .SelectMany(record => record.Outputs.Where(output => output.Path.StartsWith("documents/", StringComparison.Ordinal)).Select(output => (record.Key, output)))
            .ToLookup(part => part.Key, part => part.output, StringComparer.Ordinal);

    /// <summary>What stages read from outside the work directory: name to content hash.</summary>
    public SortedDictionary<string, string> Inputs()
    {
        SortedDictionary<string, string> inputs = new(StringComparer.Ordinal);
        foreach (TaskInput input in _records.Values.SelectMany(records => records).SelectMany(record => record.Inputs))
        {
            if (!_made.Contains(input.Name))
            {
                inputs[input.Name] = input.Hash;
            }
        }

        return inputs;
    }
}
