namespace DataCuration.Probes.Training;

/// <summary>
/// Which sequence of the pool comes when: a fresh permutation of all of them each epoch. A pure function of seed and position,
/// so that a branch or a restart sees the data that a straight run would. Keeps one permutation; single-threaded.
/// </summary>
internal sealed class ChunkOrder(int chunkCount, ulong seed)
{
    private readonly int[] _order = new int[chunkCount];
    private long _epoch = -1;

    /// <summary>The chunk at a position; positions run on over the epochs.</summary>
    public int ChunkAt(long position)
    {
        long epoch = position / chunkCount;
        if (epoch != _epoch)
        {
            Shuffle(epoch);
            _epoch = epoch;
        }

        return _order[position % chunkCount];
    }

    /// <summary>Fisher and Yates.</summary>
    private void Shuffle(long epoch)
    {
        SplitMix64 random = new(new SplitMix64(seed).Next() ^ (ulong)epoch);
        for (int index = 0; index < chunkCount; index++)
        {
            int other = random.NextBelow(index + 1);
            _order[index] = _order[other];
            _order[other] = index;
        }
    }
}
