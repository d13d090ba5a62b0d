using System.Threading.Tasks.Dataflow;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Planning;
using DataCuration.Pipelines.Progress;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>
/// Brings one stage up to date: runs the tasks whose fingerprint changed or whose outputs are damaged, keeps the others, and removes what
/// belongs to tasks that are no more. A task's completion record is its last act, so a killed run leaves complete tasks and nothing else.
/// </summary>
internal sealed class StageRunner(RunContext context, CompletionStore store)
{
    /// <summary>Memory one task's graph needs: row-group buffers, batches in flight and Parquet's own copies, measured below this.</summary>
    public const long TaskMemoryBytes = 384L << 20;

    private int _warningsReported;

    public async Task<StageSummary> RunAsync(Stage stage, StageCounter counter, CancellationToken cancellationToken)
    {
        StageAssessment assessment = await AssessAsync(stage, cancellationToken).ConfigureAwait(false);
        RemoveAbandoned(stage, assessment);
        counter.Begin(assessment.Stale.Count, assessment.Valid.Count);
        IReadOnlyCollection<CompletionRecord> done = await RunTasksAsync(stage, assessment.Stale, counter, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(stage, new StageAssessment([], InOrder([.. assessment.Valid, .. done])), done.Count, counter, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the tasks and looks which are done.</summary>
    public async Task<StageAssessment> AssessAsync(Stage stage, CancellationToken cancellationToken)
    {
        IReadOnlyList<StageTask> tasks = await stage.ListTasksAsync(context, cancellationToken).ConfigureAwait(false);
        IEnumerable<PendingTask> all = tasks
            .OrderBy(task => task.Key, StringComparer.Ordinal)
            .Select((task, index) => new PendingTask(index, task, Fingerprint.Of(stage.Name, stage.AlgorithmVersion, task.Options, task.Inputs)));
        return Divide(stage, all, []);
    }

    /// <summary>Looks again at what was not done, because other processes may have done it.</summary>
    public StageAssessment Refresh(Stage stage, StageAssessment assessment) => Divide(stage, assessment.Stale, assessment.Valid);

    /// <summary>All tasks are done: the stage's promises are checked and its outputs become visible to later stages.</summary>
    public async Task<StageSummary> FinishAsync(Stage stage, StageAssessment assessment, int tasksRun, StageCounter counter, CancellationToken cancellationToken)
    {
        context.SetCompleted(stage.Name, assessment.Valid);
        await stage.CheckAsync(context, assessment.Valid, cancellationToken).ConfigureAwait(false);
        return FinishShare(stage, assessment, tasksRun, counter);
    }

    /// <summary>Some tasks are left to other processes: nothing can be checked yet.</summary>
    public StageSummary FinishShare(Stage stage, StageAssessment assessment, int tasksRun, StageCounter counter)
    {
        counter.End();

        // Stages run one after the other: what was added since the last one ended is this one's.
        Diagnostic[] warnings = [.. context.Warnings.Skip(_warningsReported)];
        _warningsReported += warnings.Length;
        return new StageSummary
        {
            Name = stage.Name,
            Step = stage.Step,
            TasksRun = tasksRun,
            TasksSkipped = assessment.TaskCount - tasksRun,
            Warnings = warnings,
            Counts = TaskCounts.Sum(assessment.Valid.Select(record => record.Counts)),
        };
    }

    private StageAssessment Divide(Stage stage, IEnumerable<PendingTask> tasks, IReadOnlyList<CompletionRecord> valid)
    {
        List<PendingTask> stale = [];
        List<CompletionRecord> records = [.. valid];
        foreach (PendingTask task in tasks)
        {
            CompletionRecord? record = store.TryRead(stage.Name, task.Task.Key);
            if (TaskStaleness.Reason(stage, task.Task, task.Fingerprint, record, store) is null)
            {
                records.Add(record!);
            }
            else
            {
                stale.Add(task);
            }
        }

        return new StageAssessment(stale, InOrder(records));
    }

    private static List<CompletionRecord> InOrder(List<CompletionRecord> records)
    {
        records.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return records;
    }

    /// <summary>Runs tasks side by side as far as threads and memory go; the first fault stops the rest.</summary>
    public async Task<IReadOnlyCollection<CompletionRecord>> RunTasksAsync(
        Stage stage, IReadOnlyList<PendingTask> stale, StageCounter counter, CancellationToken cancellationToken)
    {
        if (stale.Count == 0)
        {
            return [];
        }

        int byMemory = (int)Math.Clamp(context.Options.MemoryBytes / TaskMemoryBytes, 1, int.MaxValue);
        int lanes = Math.Max(1, Math.Min(Math.Min(stage.MaxTasksAtOnce(context), byMemory), stale.Count));
        TaskContext taskContext = new(Math.Max(1, context.Options.Jobs / lanes), context.Options.MemoryBytes / lanes, counter);
        List<CompletionRecord> done = [];
        using CancellationTokenSource fault = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ActionBlock<PendingTask> block = new(
            async item =>
            {
                try
                {
                    CompletionRecord record = await RunTaskAsync(stage, item.Task, item.Fingerprint, taskContext, fault.Token).ConfigureAwait(false);
                    lock (done)
                    {
                        done.Add(record);
                    }
                }
                catch
                {
                    await fault.CancelAsync().ConfigureAwait(false);
                    throw;
                }
            },
            new ExecutionDataflowBlockOptions
            {
                BoundedCapacity = DataflowBlockOptions.Unbounded,
                MaxDegreeOfParallelism = lanes,
                EnsureOrdered = true,
                CancellationToken = fault.Token,
            });
        foreach (PendingTask item in stale)
        {
            block.Post(item);
        }

        block.Complete();
        await AwaitFirstFaultAsync(block.Completion, cancellationToken).ConfigureAwait(false);
        return done;
    }

    // Of several faults the cause is the one that is no cancellation: the others were cancelled because of it.
    private static async Task AwaitFirstFaultAsync(Task completion, CancellationToken cancellationToken)
    {
        try
        {
            await completion.ConfigureAwait(false);
        }
        catch (Exception) when (completion.Exception?.Flatten().InnerExceptions.FirstOrDefault(e => e is not OperationCanceledException) is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<CompletionRecord> RunTaskAsync(
        Stage stage, StageTask task, string fingerprint, TaskContext taskContext, CancellationToken cancellationToken)
    {
        CompletionRecord? old = store.TryRead(stage.Name, task.Key);
        if (old is not null)
        {
            // From here until the new record the task is not done, whatever lies in the folders.
            File.Delete(context.Work.Completion(stage.Name, task.Key));
        }

        TaskResult result = await task.RunAsync(taskContext, cancellationToken).ConfigureAwait(false);
        DeleteLeftOvers(old, result);
        CompletionRecord record = await store.CompleteAsync(stage.Name, task, fingerprint, stage.AlgorithmVersion, result, cancellationToken).ConfigureAwait(false);
        taskContext.Progress.AddTaskDone();
        return record;
    }

    private void DeleteLeftOvers(CompletionRecord? old, TaskResult result)
    {
        HashSet<string> current = result.Outputs.Select(context.Work.Relative).ToHashSet(StringComparer.Ordinal);
        foreach (TaskOutput output in old?.Outputs ?? [])
        {
            if (!current.Contains(output.Path))
            {
                File.Delete(context.Work.Full(output.Path));
            }
        }
    }

    /// <summary>Deletes the records and outputs of tasks that are no more.</summary>
    public void RemoveAbandoned(Stage stage, StageAssessment assessment)
    {
        HashSet<string> keys = assessment.Stale.Select(task => task.Task.Key).Concat(assessment.Valid.Select(record => record.Key)).ToHashSet(StringComparer.Ordinal);
        HashSet<string> keep = assessment.Valid.SelectMany(record => record.Outputs).Select(output => output.Path).ToHashSet(StringComparer.Ordinal);
        foreach (CompletionRecord record in store.ReadAll(stage.Name))
        {
            if (!keys.Contains(record.Key))
            {
                store.Remove(record, keep);
            }
        }
    }
}
