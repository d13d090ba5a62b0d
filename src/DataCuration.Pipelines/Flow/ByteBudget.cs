namespace DataCuration.Pipelines.Flow;

/// <summary>
/// Lets work in as long as its bytes fit beside those of the work under way; what is larger than the whole budget gets in alone. One taker at a time, in order, so work that is let in never
/// waits for work behind it. Release is safe for concurrent use.
/// </summary>
/// <param name="limit">The budget in bytes.</param>
internal sealed class ByteBudget(long limit)
{
    private readonly Lock _lock = new();
    private long _taken;
    private long _wanted;
    private TaskCompletionSource? _waiting;

    /// <summary>Waits until the bytes fit.</summary>
    public async ValueTask TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        Task wait;
        lock (_lock)
        {
            if (Fits(bytes))
            {
                _taken += bytes;
                return;
            }

            _wanted = bytes;
            _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wait = _waiting.Task;
        }

        await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives bytes back.</summary>
    public void Release(long bytes)
    {
        TaskCompletionSource? admitted = null;
        lock (_lock)
        {
            _taken -= bytes;
            if (_waiting is not null && Fits(_wanted))
            {
                _taken += _wanted;
                admitted = _waiting;
                _waiting = null;
            }
        }

        admitted?.SetResult();
    }

    private bool Fits(long bytes) => _taken == 0 || _taken + bytes <= limit;
}
