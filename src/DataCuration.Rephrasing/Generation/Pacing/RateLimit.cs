namespace DataCuration.Rephrasing.Generation.Pacing;

/// <summary>
/// A token bucket that holds one second's worth: whoever takes from it is told how long to wait. Kept as the time at which the bucket is full again, so there is no timer
/// that refills it. Safe for concurrent use.
/// </summary>
public sealed class RateLimit
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly double _perSecond;
    private readonly long _start;
    private double _full = double.NegativeInfinity;

    /// <summary>A limit of so much a minute.</summary>
    public RateLimit(double perMinute, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perMinute);
        ArgumentNullException.ThrowIfNull(time);
        (_perSecond, _time, _start) = (perMinute / 60, time, time.GetTimestamp());
    }

    /// <summary>Takes an amount; returns how long to wait before using it.</summary>
    public TimeSpan Take(double amount)
    {
        lock (_gate)
        {
            double now = _time.GetElapsedTime(_start).TotalSeconds;
            double burst = Math.Max(1, 1 / _perSecond) - (1 / _perSecond);
            _full = Math.Max(_full, now - burst);
            double wait = Math.Max(0, _full - now);
            _full += amount / _perSecond;
            return TimeSpan.FromSeconds(wait);
        }
    }
}
