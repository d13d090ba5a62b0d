using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Reporting;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Worker;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Rebuilds a work directory's report from what lies there.</summary>
public static class WorkReport
{
    /// <summary>Writes report/index.html and returns its path.</summary>
    /// <exception cref="DiagnosticException">DC3042: no work directory. DC3046: the pools are not decided yet.</exception>
    public static async Task<string> WriteAsync(string workDirectory, CancellationToken cancellationToken)
    {
        WorkDirectory work = WorkDirectories.Open(workDirectory);
        Recipe recipe = WorkDirectories.ReadRecipe(work);
        if (!File.Exists(work.Pools))
        {
            throw new DiagnosticException(Diagnostic.Error("DC3046", "The run has not got as far as the pools, so there is nothing to report. Run the recipe to the end.", work.Root), ExitCode.Usage);
        }

        RunOptions options = new() { WorkDirectory = workDirectory, ProbeWorker = new WorkerCommand("", []) };
        RunContext context = new(recipe, options, work, new InputHashes(work), NoFiles);
        CompletionStore store = new(work);
        foreach (Stage stage in StageList.For(recipe))
        {
            context.SetCompleted(stage.Name, store.ReadAll(stage.Name));
        }

        await ReportStage.WriteAsync(context, cancellationToken).ConfigureAwait(false);
        return work.Report;
    }

    // The report reads results only; the shards may be gone.
    private static SourceFiles NoFiles => new() { Sources = [], Evaluation = [], Tokenizer = [], Diagnostics = [] };
}
