namespace DataCuration.Deduplication.Clusters;

/// <summary>
/// The best edge of each of n documents: most equal values first, then the smaller neighbour. Safe for concurrent use, and independent of
/// the order of offers because the best is a maximum. 8 bytes a document.
/// </summary>
internal sealed class NearestNeighbours(int count)
{
    // High half: equal values (at least one). Low half: complement of the neighbour, so that the smaller neighbour is larger. 0: none.
    private readonly long[] _best = new long[count];

    /// <summary>Considers an edge in both directions.</summary>
    /// <param name="left">A document.</param>
    /// <param name="right">Another.</param>
    /// <param name="strength">At least 1.</param>
    public void Offer(int left, int right, int strength)
    {
        Raise(ref _best[left], Pack(right, strength));
        Raise(ref _best[right], Pack(left, strength));
    }

    /// <summary>The neighbour and the edge's strength; neighbour -1 when the document has no edge.</summary>
    public (int Neighbour, int Strength) At(int document)
    {
        long best = _best[document];
        return best == 0 ? (-1, 0) : ((int)~(uint)best, (int)(best >> 32));
    }

    private static long Pack(int neighbour, int strength) => ((long)strength << 32) | ~(uint)neighbour;

    private static void Raise(ref long target, long candidate)
    {
        long current = Volatile.Read(ref target);
        while (candidate > current)
        {
            long seen = Interlocked.CompareExchange(ref target, candidate, current);
            if (seen == current)
            {
                return;
            }

            current = seen;
        }
    }
}
