// One recipe, many processes, one shared folder and nothing resident: each rank runs its share of a stage's tasks and then waits until the completion
// records of all others are there. Records are complete or absent and their bytes depend on nothing but the task, so a task that two ranks happen to run
// (a scheduler started one twice, a network file system showed an old state) is waste and no fault.
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Ranks;

/// <summary>Brings a stage up to date together with other ranks.</summary>
internal sealed class RankedStageRunner(StageRunner runner, WorkDirectory work, RankOptions options, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly RankHeartbeats _heartbeats = new(work, options.TakeOverAfter, time);

    /// <summary>Runs this rank's share and waits for the rest; the other ranks' tasks count as skipped.</summary>
    /// <exception cref="DiagnosticException">DC3060: a stage before the one asked for is not complete.</exception>
    public async Task<StageSummary> RunAsync(Stage stage, StageCounter counter, CancellationToken cancellationToken)
    {
        StageAssessment assessment = await runner.AssessAsync(stage, cancellationToken).ConfigureAwait(false);
        bool isWaitingForOthers = options.Stage is null;
        bool isShareWanted = isWaitingForOthers || stage.Name == options.Stage;
        if (!isShareWanted && assessment.Stale.Count > 0)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3060",
                    $"Stage '{options.Stage}' was asked for, but {assessment.Stale.Count} of {assessment.TaskCount} tasks of stage '{stage.Name}' before it are not done. Run that stage's ranks first, or let the scheduler wait for them.",
                    work.Root),
                ExitCode.Temporary);
        }

        if (options.Rank == 0)
        {
            runner.RemoveAbandoned(stage, assessment);
        }

        PendingTask[] mine = isShareWanted ? [.. assessment.Stale.Where(task => RankShare.OwnerOf(task.Index, options.World) == options.Rank)] : [];
        counter.Begin(mine.Length, assessment.Valid.Count, isWaitingForOthers && assessment.Stale.Count > 0);
        int ran = (await runner.RunTasksAsync(stage, mine, counter, cancellationToken).ConfigureAwait(false)).Count;
        assessment = runner.Refresh(stage, assessment);
        while (isWaitingForOthers && assessment.Stale.Count > 0)
        {
            PendingTask[] orphans = [.. assessment.Stale.Where(task => RankShare.RunnerOf(task.Index, options.World, IsGone) == options.Rank)];
            if (orphans.Length > 0)
            {
                counter.Note($"taking over {orphans.Length} tasks of ranks that are gone");
                ran += (await runner.RunTasksAsync(stage, orphans, counter, cancellationToken).ConfigureAwait(false)).Count;
            }
            else
            {
                counter.Note($"waiting for {assessment.Stale.Count} tasks of other ranks");
                await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
            }

            assessment = runner.Refresh(stage, assessment);
        }

        return assessment.Stale.Count == 0
            ? await runner.FinishAsync(stage, assessment, ran, counter, cancellationToken).ConfigureAwait(false)
            : runner.FinishShare(stage, assessment, ran, counter);
    }

    private bool IsGone(int rank) => rank != options.Rank && _heartbeats.IsGone(rank);
}
