namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>
/// What to do after a failed call; the rules of OpenAI's own Python client: no answer, 408, 409, 429 and 500 and above are tried again, after the time that the
/// server asks for or else min(0.5 · 2ⁿ, 8) seconds, shortened by up to a quarter. Differs: a long <c>Retry-After</c> pauses every request, and what cannot heal by waiting
/// (no quota, a wrong key, an unknown model) stops the run instead of failing each request. Pure.
/// </summary>
internal static class RetryRule
{
    private static readonly HashSet<string> QuotaCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached", "billing_not_active",
    };

    public static RetryDecision Decide(CallFailure failure, int attempts, EndpointOptions options, double jitter)
    {
        if (failure.Status is 401 or 402 or 403 or 404 || QuotaCodes.Contains(failure.ErrorCode))
            return new RetryDecision(RetryAction.StopRun, TimeSpan.Zero);
        bool isTransient = failure.ShouldRetry ?? failure.Status is 0 or 408 or 409 or 429 or >= 500;
        if (!isTransient || attempts >= options.MaxAttempts)
            return new RetryDecision(RetryAction.FailRequest, TimeSpan.Zero);
        if (failure.RetryAfter is { } wish && wish > TimeSpan.Zero)
        {
            return wish > options.MaxPause ? new RetryDecision(RetryAction.StopRun, wish)
                : wish > options.MaxRetryAfter ? new RetryDecision(RetryAction.PauseLane, wish)
                : new RetryDecision(RetryAction.Retry, wish);
        }

        return new RetryDecision(RetryAction.Retry, Backoff(attempts, jitter));
    }

    /// <summary>The wait after a number of failed attempts.</summary>
    /// <param name="attempts">Failed attempts so far, from 1.</param>
    /// <param name="jitter">In [0, 1).</param>
    public static TimeSpan Backoff(int attempts, double jitter) =>
        TimeSpan.FromSeconds(Math.Min(0.5 * Math.Pow(2, attempts - 1), 8) * (1 - (0.25 * jitter)));
}
