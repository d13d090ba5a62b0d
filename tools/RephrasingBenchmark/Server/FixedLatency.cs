using System.Collections.Concurrent;
using System.Diagnostics;

namespace DataCuration.RephrasingBenchmark.Server;

/// <summary>
/// Lets everyone wait equally long, to the nearest millisecond, with one thread for all: a timer each would cost the server more than its answer, and be late by one millisecond and more.
/// Safe for concurrent use.
/// </summary>
internal sealed class FixedLatency : IDisposable
{
    private static readonly long HalfMillisecond = Stopwatch.Frequency / 2000;

    private readonly long _latency;
    private readonly BlockingCollection<(long Due, TaskCompletionSource Done)> _waiting = [];
    private readonly ManualResetEvent _never = new(false);
    private readonly Thread _thread;

    public FixedLatency(TimeSpan latency)
    {
        _latency = (long)(latency.TotalSeconds * Stopwatch.Frequency);
        _thread = new Thread(Release) { IsBackground = true, Name = "latency" };
        _thread.Start();
    }

    /// <summary>Done when the latency has passed since <paramref name="arrived"/>, a time stamp of <see cref="Stopwatch"/>.</summary>
    public Task WaitAsync(long arrived)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((arrived + _latency, done));
        return done.Task;
    }

    /// <summary>Lets those who wait go on in their time, and ends the thread.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
        _never.Dispose();
    }

    private void Release()
    {
        foreach ((long due, TaskCompletionSource done) in _waiting.GetConsumingEnumerable())
        {
            long rest = due - Stopwatch.GetTimestamp();
            if (rest > HalfMillisecond)
            {
                _never.WaitOne((int)((rest + HalfMillisecond) * 1000 / Stopwatch.Frequency));
            }

            done.SetResult();
        }
    }
}
