using System.Threading.Tasks.Dataflow;
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

    public async Task<StageSummary> RunAsync(Stage stage, StageCounter counter, CancellationToken cancellationToken)
    {
        IReadOnlyList<StageTask> tasks = await stage.ListTasksAsync(context, cancellationToken).ConfigureAwait(false);
        List<(StageTask Task, string Fingerprint)> stale = [];
        List<CompletionRecord> records = [];
        foreach (StageTask task in tasks)
        {
            string fingerprint = Fingerprint.Of(stage.Name, stage.AlgorithmVersion, task.Options, task.Inputs);
            CompletionRecord? record = store.TryRead(stage.Name, task.Key);
            if (TaskStaleness.Reason(stage, task, fingerprint, record, store) is null)
            {
                records.Add(record!);
            }
            else
            {
                stale.Add((task, fingerprint));
            }
        }

        RemoveAbandoned(stage, tasks, records);
        counter.Begin(stale.Count, records.Count);
        records.AddRange(await RunTasksAsync(stage, stale, counter, cancellationToken).ConfigureAwait(false));
        records.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        context.SetCompleted(stage.Name, records);
        int warnings = context.Warnings.Count;
        await stage.CheckAsync(context, records, cancellationToken).ConfigureAwait(false);
        counter.End();
        return new StageSummary
        {
            Name = stage.Name,
            Step = stage.Step,
            TasksRun = stale.Count,
            TasksSkipped = tasks.Count - stale.Count,
            Warnings = [.. context.Warnings.Skip(warnings)],
            Counts = TaskCounts.Sum(records.Select(record => record.Counts)),
        };
    }

    private async Task<IReadOnlyCollection<CompletionRecord>> RunTasksAsync(
        Stage stage, List<(StageTask Task, string Fingerprint)> stale, StageCounter counter, CancellationToken cancellationToken)
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
        ActionBlock<(StageTask Task, string Fingerprint)> block = new(
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
        foreach ((StageTask, string) item in stale)
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

    private void RemoveAbandoned(Stage stage, IReadOnlyList<StageTask> tasks, List<CompletionRecord> records)
    {
        HashSet<string> keys = tasks.Select(task => task.Key).ToHashSet(StringComparer.Ordinal);
        HashSet<string> keep = records.SelectMany(record => record.Outputs).Select(output => output.Path).ToHashSet(StringComparer.Ordinal);
        foreach (CompletionRecord record in store.ReadAll(stage.Name))
        {
            if (!keys.Contains(record.Key))
            {
                store.Remove(record, keep);
            }
        }
    }
}
