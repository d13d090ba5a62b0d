namespace DataCuration.Rephrasing.Generation.Pacing;

/// <summary>
/// How many calls run at once: additive increase, multiplicative decrease, as congestion control does it (Chiu and Jain 1989). The limit starts low and grows by one a
/// success until the server first shows that it has too much; from then on by one a full round of successes. Overload halves it, once a round: the calls that were under
/// way when it was halved say nothing new. First come, first served. Safe for concurrent use.
/// </summary>
public sealed class AdaptiveConcurrency
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<int>> _waiting = new();
    private readonly int _max;
    private double _limit;
    private int _running;
    private int _epoch;

    /// <summary>Starts at <paramref name="initial"/> calls.</summary>
    public AdaptiveConcurrency(int max, int initial = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(initial, 1);
        (_max, _limit) = (max, Math.Min(initial, max));
    }

    /// <summary>Calls that may run at once now.</summary>
    public int Limit
    {
        get
        {
            lock (_gate)
                return (int)_limit;
        }
    }

    /// <summary>Waits for a turn; what it returns goes to <see cref="Release"/>.</summary>
    public async ValueTask<int> AcquireAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<int> turn;
        lock (_gate)
        {
            if (_running < (int)_limit && _waiting.Count == 0)
            {
                _running++;
                return _epoch;
            }

            turn = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<int>)state!).TrySetCanceled(token), turn);
        return await turn.Task.ConfigureAwait(false);
    }

    /// <summary>Ends a turn.</summary>
    /// <param name="epoch">What <see cref="AcquireAsync"/> returned.</param>
    /// <param name="outcome">What the call showed of the server's load.</param>
    public void Release(int epoch, CallOutcome outcome)
    {
        lock (_gate)
        {
            _running--;
            if (outcome == CallOutcome.Success)
            {
                _limit = Math.Min(_max, _limit + (_epoch == 0 ? 1 : 1 / _limit));
            }
            else if (outcome == CallOutcome.Overload && epoch == _epoch)
            {
                _limit = Math.Max(1, _limit / 2);
                _epoch++;
            }

            while (_running < (int)_limit && _waiting.TryDequeue(out TaskCompletionSource<int>? next))
            {
                if (next.TrySetResult(_epoch))
                    _running++;
            }
        }
    }
}
