using System.Threading.Tasks.Dataflow;

namespace DataCuration.Pipelines.Flow;

/// <summary>
/// The one shape of a map stage: read -> work (parallel) -> write, as TPL Dataflow blocks over batches. Every block has explicit bounds; order is
/// kept, so output bytes do not depend on the number of threads; the first fault anywhere cancels everything.
/// </summary>
internal static class MapGraph
{
    /// <summary>Batches waiting at each block. With batches of at most 1 MB of text this bounds a graph's memory.</summary>
    public const int QueuedBatches = 4;

    /// <summary>Runs the graph to its end, with work that waits for something outside this process.</summary>
    /// <param name="source">The reader; pulled only while there is room.</param>
    /// <param name="work">Up to <paramref name="parallelism"/> of them are under way at once.</param>
    /// <param name="write">Called for one result at a time, in the order of the source.</param>
    /// <param name="parallelism">Items under way at once, those that wait for an earlier one included.</param>
    /// <param name="cancellationToken">Stops intake; what is under way ends as <paramref name="work"/> decides.</param>
    public static Task RunAsync<TItem, TResult>(
        IAsyncEnumerable<TItem> source,
        Func<TItem, Task<TResult>> work,
        Func<TResult, CancellationToken, Task> write,
        int parallelism,
        CancellationToken cancellationToken) =>
        RunAsync(source, options => new TransformBlock<TItem, TResult>(work, options), write, parallelism, cancellationToken);

    /// <summary>Runs the graph to its end.</summary>
    /// <param name="source">The reader; pulled only while there is room.</param>
    /// <param name="work">Pure; called from <paramref name="parallelism"/> threads at once.</param>
    /// <param name="write">Called for one batch at a time, in the order of the source.</param>
    /// <param name="parallelism">Threads for <paramref name="work"/>.</param>
    /// <param name="cancellationToken">Stops intake and abandons the batches in flight.</param>
    public static Task RunAsync<TBatch, TResult>(
        IAsyncEnumerable<TBatch> source,
        Func<TBatch, TResult> work,
        Func<TResult, CancellationToken, Task> write,
        int parallelism,
        CancellationToken cancellationToken) =>
        RunAsync(source, options => new TransformBlock<TBatch, TResult>(work, options), write, parallelism, cancellationToken);

    private static async Task RunAsync<TBatch, TResult>(
        IAsyncEnumerable<TBatch> source,
        Func<ExecutionDataflowBlockOptions, TransformBlock<TBatch, TResult>> createWorker,
        Func<TResult, CancellationToken, Task> write,
        int parallelism,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource fault = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TransformBlock<TBatch, TResult> worker = createWorker(new ExecutionDataflowBlockOptions
        {
            BoundedCapacity = QueuedBatches + parallelism,
            MaxDegreeOfParallelism = parallelism,
            EnsureOrdered = true,
            CancellationToken = fault.Token,
        });
        ActionBlock<TResult> writer = new(result => write(result, fault.Token), new ExecutionDataflowBlockOptions
        {
            BoundedCapacity = QueuedBatches,
            MaxDegreeOfParallelism = 1,
            EnsureOrdered = true,
            CancellationToken = fault.Token,
        });
        worker.LinkTo(writer, new DataflowLinkOptions { PropagateCompletion = true });

        // A faulted block does not stop its producers by itself: SendAsync would wait for ever.
        Task workerFault = CancelOnFaultAsync(worker.Completion, fault);
        Task writerFault = CancelOnFaultAsync(writer.Completion, fault);

        Exception? readerFault = null;
        try
        {
            await foreach (TBatch batch in source.WithCancellation(fault.Token).ConfigureAwait(false))
            {
                if (!await worker.SendAsync(batch, fault.Token).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (Exception exception)
        {
            readerFault = exception;
            await fault.CancelAsync().ConfigureAwait(false);
        }

        worker.Complete();
        await Task.WhenAll(workerFault, writerFault).ConfigureAwait(false);
        ThrowFirstFault(worker.Completion, writer.Completion, readerFault, cancellationToken);
    }

    private static async Task CancelOnFaultAsync(Task completion, CancellationTokenSource fault)
    {
        await completion.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        if (!completion.IsCompletedSuccessfully)
        {
            await fault.CancelAsync().ConfigureAwait(false);
        }
    }

    // The cause first: a cancellation that one block's fault brought to the others must not hide it.
    private static void ThrowFirstFault(Task worker, Task writer, Exception? readerFault, CancellationToken cancellationToken)
    {
        Exception? cause = worker.Exception?.InnerException ?? writer.Exception?.Flatten().InnerException;
        if (cause is null && readerFault is not OperationCanceledException)
        {
            cause = readerFault;
        }

        if (cause is AggregateException { InnerException: { } inner })
        {
            cause = inner;
        }

        if (cause is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (readerFault is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(readerFault);
        }
    }
}
