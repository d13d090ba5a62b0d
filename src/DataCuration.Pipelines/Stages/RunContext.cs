using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Storage;
using DataCuration.Pipelines.Stages.Rephrasing;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>What all stages of a run share. The records of completed stages are the only way one stage learns of another's output.</summary>
internal sealed class RunContext(
    Recipe recipe, RunOptions options, WorkDirectory work, InputHashes inputHashes, SourceFiles files, IRemoteFiles? remoteFiles = null, TimeProvider? time = null)
{
    private readonly List<Diagnostic> _warnings = [];
    private readonly Dictionary<string, IReadOnlyList<CompletionRecord>> _completed = new(StringComparer.Ordinal);

    public Recipe Recipe { get; } = recipe;

    public RunOptions Options { get; } = options;

    /// <summary>For waiting and dates outside the results; never for their bytes.</summary>
    public TimeProvider Time { get; } = time ?? TimeProvider.System;

    public WorkDirectory Work { get; } = work;

    public InputHashes InputHashes { get; } = inputHashes;

    /// <summary>Opens the input files that are not on this machine; null when there are none.</summary>
    public IRemoteFiles? RemoteFiles { get; } = remoteFiles;

    /// <summary>The shards, in ordinal order of source and path.</summary>
    public IReadOnlyList<ResolvedFile> SourceFiles { get; } = files.Sources;

    /// <summary>The files of the evaluation sets; the resolved file's source is the set's name.</summary>
    public IReadOnlyList<ResolvedFile> EvaluationFiles { get; } = files.Evaluation;

    /// <summary>The files of the benchmarks to look for; the resolved file's source is the benchmark's name.</summary>
    public IReadOnlyList<ResolvedFile> ContaminationFiles { get; } = files.Contamination;

    /// <summary>The files that train the tokenizer: the recipe's, or else the evaluation sets; those of text, if there are any.</summary>
    public IReadOnlyList<ResolvedFile> TokenizerFiles { get; } = files.Tokenizer.Count > 0 ? files.Tokenizer : EvaluationText.PreferText(recipe, files.Evaluation);

    /// <summary>What the run returns when nothing fails: done, or what the law and the mix suggest.</summary>
    public ExitCode ExitCode { get; set; } = ExitCode.Done;

    /// <summary>What the user should know although the run did not fail.</summary>
    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    public void AddWarning(Diagnostic warning) => _warnings.Add(warning);

    /// <summary>The records of a completed stage in the order of their keys; empty for a stage that this recipe does not have.</summary>
    /// <remarks>With those of the stage that does the same for synthetic documents, once it is complete.</remarks>
    public IReadOnlyList<CompletionRecord> Completed(string stage) =>
        [.. _completed.GetValueOrDefault(stage) ?? [], .. _completed.GetValueOrDefault(SyntheticNames.Stage(stage)) ?? []];

    public void SetCompleted(string stage, IReadOnlyList<CompletionRecord> records) => _completed[stage] = records;

    /// <summary>The one output of a stage with one task and one file.</summary>
    public TaskOutput SingleOutput(string stage) => Completed(stage).Single().Outputs.Single();

    /// <summary>A stage's output file with a path, as an input of a later task.</summary>
    public TaskInput Input(string stage, string fullPath)
    {
        string path = Work.Relative(fullPath);
        foreach (CompletionRecord record in Completed(stage))
        {
            foreach (TaskOutput output in record.Outputs)
            {
                if (string.Equals(output.Path, path, StringComparison.Ordinal))
                {
                    return new TaskInput(output.Path, output.Sha256);
                }
            }
        }

        throw new InvalidOperationException($"Stage '{stage}' has no output '{path}'.");
    }

    /// <summary>All outputs of a stage, as inputs of a later task.</summary>
    public IEnumerable<TaskInput> Inputs(string stage) =>
        Completed(stage).SelectMany(record => record.Outputs).Select(output => new TaskInput(output.Path, output.Sha256));

    /// <summary>All parts of documents, read and synthetic, in ordinal order of their names, with their hashes.</summary>
    public IReadOnlyList<DocumentPart> Parts() => [.. SourceParts().Concat(SyntheticParts()).OrderBy(part => part.Name, StringComparer.Ordinal)];

    /// <summary>The parts that ingest wrote.</summary>
    public IReadOnlyList<DocumentPart> SourceParts() => PartsOf(StageNames.Ingest, "documents/");

    /// <summary>The parts that rephrasing wrote; none before it is complete.</summary>
    public IReadOnlyList<DocumentPart> SyntheticParts() => PartsOf(StageNames.Synthetic, "synthetic/");

    /// <summary>Synthetic documents; 0 before rephrasing is complete.</summary>
    public long SyntheticCount => Completed(StageNames.Synthetic).Sum(record => record.Counts.Out);

    /// <summary>Documents that exist so far, synthetic ones included.</summary>
    public long DocumentCount => Completed(StageNames.Ingest).Sum(record => record.Counts.Out) + SyntheticCount;

    private DocumentPart[] PartsOf(string stage, string folder) =>
        Completed(stage)
            .SelectMany(record => record.Outputs)
            .Where(output => output.Path.StartsWith(folder, StringComparison.Ordinal))
            .Select(output => new DocumentPart(Path.GetFileNameWithoutExtension(output.Path), new TaskInput(output.Path, output.Sha256), output.Bytes))
            .OrderBy(part => part.Name, StringComparer.Ordinal)
            .ToArray();
}
