namespace DataCuration.Storage.Requests;

/// <summary>
/// Limits the requests at once to one service. When it says to slow down, all of them pause as long as it asks and half as many go on; each run of
/// successes lets one more in again (additive increase, multiplicative decrease, as in Chiu and Jain 1989). Safe for concurrent use.
/// </summary>
internal sealed class RequestGate(int limit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly int _limit = limit;
    private readonly TimeProvider _time = time;
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private int _allowed = limit;
    private int _inUse;
    private int _successes;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>The requests that may be under way now.</summary>
    public int Allowed
    {
        get
        {
            lock (_lock) return _allowed;
        }
    }

    /// <summary>Waits for a place, which must be given back by <see cref="Leave"/>.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await WaitForPlaceAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (Pause() is { } pause)
            {
                await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _inUse--;
            Admit();
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            if (_allowed == _limit || ++_successes < _allowed) return;
            _successes = 0;
            _allowed++;
            Admit();
        }
    }

    public void SlowDown(TimeSpan pause)
    {
        lock (_lock)
        {
            DateTimeOffset until = _time.GetUtcNow() + pause;

            // Requests that were under way together fail together: that is one reason to go slower, not many.
            if (_time.GetUtcNow() >= _notBefore) _allowed = Math.Max(1, _allowed / 2);
            _successes = 0;
            if (until > _notBefore) _notBefore = until;
        }
    }

    private Task WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_lock)
        {
            if (_inUse < _allowed && _waiting.Count == 0)
            {
                _inUse++;
                return Task.CompletedTask;
            }

            place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }

        return WaitAsync(place, cancellationToken);
    }

    private static async Task WaitAsync(TaskCompletionSource place, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.Register(() => place.TrySetCanceled(cancellationToken));
        await place.Task.ConfigureAwait(false);
    }

    private void Admit()
    {
        while (_inUse < _allowed && _waiting.TryDequeue(out TaskCompletionSource? next))
        {
            // A cancelled one has left the queue by itself.
            if (next.TrySetResult()) _inUse++;
        }
    }

    private TimeSpan? Pause()
    {
        lock (_lock)
        {
            TimeSpan pause = _notBefore - _time.GetUtcNow();

            // Timers count whole milliseconds: less than one would not wait at all.
            return pause > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds)) : null;
        }
    }
}
