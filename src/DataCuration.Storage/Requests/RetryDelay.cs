namespace DataCuration.Storage.Requests;

/// <summary>
/// How long to wait before a request is made again: what the server asks for, else a half second doubled with each attempt up to half a minute, of
/// which a part between a half and all is waited, so that clients that failed together do not come back together. The part is drawn from the address
/// and the attempt: no clock, no global generator, the same in every run. Pure.
/// </summary>
internal static class RetryDelay
{
    /// <summary>A server that asks for more is not waited for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const double FirstSeconds = 0.5;
    private const double MostSeconds = 30;

    /// <param name="location">Whose request it is.</param>
    /// <param name="attempt">How many attempts have failed: 1 after the first.</param>
    /// <param name="retryAfter">What the server asks for.</param>
    public static TimeSpan After(string location, int attempt, TimeSpan? retryAfter)
    {
        if (retryAfter is { } asked) return asked;
        double whole = Math.Min(FirstSeconds * Math.Pow(2, attempt - 1), MostSeconds);
        return TimeSpan.FromSeconds(whole * (0.5 + (0.5 * Unit(location, attempt))));
    }

    // FNV-1a over the address and the attempt, finished as SplitMix64 does (Steele et al. 2014).
    private static double Unit(string location, int attempt)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char unit in location) hash = (hash ^ unit) * 0x100000001B3;
        hash = (hash ^ (ulong)attempt) * 0x100000001B3;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
