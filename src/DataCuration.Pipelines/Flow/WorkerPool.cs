using System.Collections.Concurrent;

namespace DataCuration.Pipelines.Flow;

/// <summary>Single-threaded workers with buffers of their own, lent to one batch at a time. Safe for concurrent use.</summary>
internal sealed class WorkerPool<TWorker>(Func<TWorker> create)
{
    private readonly ConcurrentBag<TWorker> _idle = [];

    public TResult Use<TResult>(Func<TWorker, TResult> work)
    {
        TWorker worker = _idle.TryTake(out TWorker? idle) ? idle : create();
        TResult result = work(worker);
        _idle.Add(worker);
        return result;
    }
}
