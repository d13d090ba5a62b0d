using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Recipes.Reading;
using DataCuration.Documents.Storage;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Planning;
using DataCuration.Pipelines.Progress;
using DataCuration.Pipelines.Ranks;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines;

/// <summary>
/// One recipe in one work directory. Running it brings every stage up to date and nothing else; killed at any moment, the same call ends in
/// the same bytes. Not safe for concurrent use; the work directory's lock keeps other processes out.
/// </summary>
/// <param name="recipe">The validated recipe.</param>
/// <param name="options">Where and with what resources; never changes result bytes.</param>
/// <param name="time">For progress and for waiting on servers; never for results.</param>
/// <param name="remoteFiles">Finds and opens the input files that are not on this machine; null when there are none.</param>
/// <param name="sourceFiles">The recipe's files when they were looked up before; null looks them up.</param>
public sealed class CurationRun(Recipe recipe, RunOptions options, TimeProvider time, IRemoteFiles? remoteFiles = null, SourceFiles? sourceFiles = null)
{
    private readonly WorkDirectory _work = new(options.WorkDirectory);

    /// <summary>Runs the recipe up to <see cref="RunOptions.Until"/>.</summary>
    /// <param name="progress">Called about once a second and at the border of stages, from any thread.</param>
    /// <param name="cancellationToken">Stops at the next batch; finished tasks stay finished.</param>
    /// <exception cref="DiagnosticException">A user's error: files missing, too many bad records, a probe that crashed, a work directory in use.</exception>
    /// <exception cref="OperationCanceledException">Stopped; run again to go on.</exception>
    public async Task<RunSummary> RunAsync(IProgress<ProgressSnapshot>? progress, CancellationToken cancellationToken)
    {
        RunContext context = await CreateContextAsync(cancellationToken).ConfigureAwait(false);
        using WorkLock writer = await WorkLock.AcquireAsync(_work, isShared: options.Ranks is not null, options.WaitForLock, time, cancellationToken).ConfigureAwait(false);
        if (options.Ranks is null)
        {
            RemoveTemporaryFiles();
        }

        await AtomicFile.WriteAsync(_work.Recipe, RecipeWriter.ToJson(recipe), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Stage> stages = StagesToRun();
        StageCounter[] counters = stages.Select(stage => new StageCounter(stage.Name, stage.Step, time)).ToArray();
        StageRunner runner = new(context, new CompletionStore(_work));
        Func<Stage, StageCounter, CancellationToken, Task<StageSummary>> runStage =
            options.Ranks is { } ranks ? new RankedStageRunner(runner, _work, ranks, time).RunAsync : runner.RunAsync;
        string progressPath = options.Ranks is { Rank: var rank } ? _work.RankProgress(rank) : _work.Progress;
        List<StageSummary> summaries = [];
        ProgressReporter reporter = new(progressPath, recipe.Name, counters, progress, time);
        await using (reporter.ConfigureAwait(false))
        {
            string outcome = "failed";
            try
            {
                for (int i = 0; i < stages.Count; i++)
                {
                    reporter.Publish();
                    StageSummary summary = await runStage(stages[i], counters[i], cancellationToken).ConfigureAwait(false);
                    counters[i].Warn(summary.Warnings);
                    summaries.Add(summary);
                    reporter.Publish();
                }

                outcome = "done";
            }
            catch (OperationCanceledException)
            {
                outcome = "stopped";
                throw;
            }
            finally
            {
                reporter.Finish(outcome);
            }
        }

        return new RunSummary
        {
            ExitCode = context.ExitCode,
            Stages = summaries,
            ReportPath = File.Exists(_work.Report) && stages[^1].Step == CurationSteps.Report ? _work.Report : null,
            DatasetPath = context.Completed(StageNames.Manifest).Count > 0 ? _work.Dataset : null,
        };
    }

    /// <summary>What a run would do and why. Changes nothing but the cache of input hashes.</summary>
    public async Task<RunPlan> PlanAsync(CancellationToken cancellationToken)
    {
        RunContext context = await CreateContextAsync(cancellationToken).ConfigureAwait(false);
        return await new Planner(context, new CompletionStore(_work)).PlanAsync(StageList.For(recipe, options.Until), cancellationToken).ConfigureAwait(false);
    }

    private IReadOnlyList<Stage> StagesToRun()
    {
        IReadOnlyList<Stage> stages = StageList.For(recipe, options.Until);
        if (options.Ranks?.Stage is not { } last)
        {
            return stages;
        }

        string[] names = [.. stages.Select(stage => stage.Name)];
        int index = Array.IndexOf(names, last);
        return index >= 0
            ? [.. stages.Take(index + 1)]
            : throw new DiagnosticException(Diagnostic.Error("DC2052", $"--stage {last} is no stage of this recipe. {NameSuggestion.Clause(last, names)}"), ExitCode.Usage);
    }

    private async Task<RunContext> CreateContextAsync(CancellationToken cancellationToken)
    {
        SourceFiles files = sourceFiles ?? await SourceFiles.ResolveAsync(recipe, remoteFiles, places: null, cancellationToken).ConfigureAwait(false);
        Diagnostic[] errors = files.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            throw new DiagnosticException(errors, ExitCode.Usage);
        }

        if (recipe.Language?.Keep.Count > 0)
        {
            // A misspelt language is told before anything is read.
            LanguageStage.Open(recipe);
        }

        InputHashes hashes = new(_work);
        await hashes.LoadAsync(cancellationToken).ConfigureAwait(false);
        return new RunContext(recipe, options, _work, hashes, files, remoteFiles, time);
    }

    // A killed run may leave temporary files; they were never named by a completion record.
    private void RemoveTemporaryFiles()
    {
        if (Directory.Exists(_work.ScratchRoot))
        {
            Directory.Delete(_work.ScratchRoot, recursive: true);
        }

        foreach (string path in Directory.EnumerateFiles(_work.Root, "*.tmp", SearchOption.AllDirectories))
        {
            File.Delete(path);
        }
    }
}
