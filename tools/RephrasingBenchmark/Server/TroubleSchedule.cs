namespace DataCuration.RephrasingBenchmark.Server;

/// <summary>
/// At random, and yet the same in every run: what happens to a call depends on the seed, on what is asked and on how often it was asked before, not on the order in which calls
/// arrive. So most troubles pass when the call is made again, and a few texts never get an answer. Pure.
/// </summary>
/// <param name="Seed">Another seed, other troubles.</param>
/// <param name="Percent">Share of the calls that meet trouble.</param>
internal sealed record TroubleSchedule(ulong Seed, int Percent)
{
    private const int RejectedPerMille = 10;
    private const int BrokenPerMille = 15;

    private static readonly Trouble[] Passing =
        [Trouble.Reset, Trouble.HalfBody, Trouble.WrongJson, Trouble.TooMany, Trouble.ServerError, Trouble.Unavailable, Trouble.Length, Trouble.Refusal, Trouble.Empty];

    /// <summary>No trouble at all.</summary>
    public static TroubleSchedule Calm { get; } = new(0, 0);

    /// <param name="key">What is asked.</param>
    /// <param name="attempt">How often it was asked before.</param>
    public Trouble Of(string key, int attempt)
    {
        if (Percent == 0)
        {
            return Trouble.None;
        }

        ulong fate = Hash(key, -1) % 1000;
        if (fate < RejectedPerMille + BrokenPerMille)
        {
            return fate < RejectedPerMille ? Trouble.Rejected : Trouble.Broken;
        }

        ulong lot = Hash(key, attempt);
        return lot % 100 < (ulong)Percent ? Passing[lot / 100 % (ulong)Passing.Length] : Trouble.None;
    }

    // FNV-1a, then SplitMix64's finaliser.
    private ulong Hash(string key, int attempt)
    {
        ulong hash = 14695981039346656037 ^ Seed;
        foreach (char c in key)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        hash = (hash ^ (uint)attempt) * 1099511628211;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }
}
