namespace DataCuration.Rephrasing.Generation.Pacing;

/// <summary>A time before which no call is made, because the server asked for it. Safe for concurrent use.</summary>
internal sealed class LanePause(TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    public void Extend(TimeSpan duration)
    {
        DateTimeOffset until = time.GetUtcNow() + duration;
        lock (_gate)
            _until = until > _until ? until : _until;
    }

    /// <summary>Waits until no pause is left; returns how long that was.</summary>
    public async Task<TimeSpan> WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan waited = TimeSpan.Zero;
        while (true)
        {
            TimeSpan rest;
            lock (_gate)
                rest = _until - time.GetUtcNow();
            if (rest <= TimeSpan.Zero)
                return waited;
            await Task.Delay(rest, time, cancellationToken).ConfigureAwait(false);
            waited += rest;
        }
    }
}
