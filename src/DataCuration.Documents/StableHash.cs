namespace DataCuration.Documents;

/// <summary>Seeded 64-bit hashes of document ids: the only source of randomness in sampling, ties and folds. Pure.</summary>
public static class StableHash
{
    /// <summary>
    /// Mixes an id with a seed (two rounds of SplitMix64's finaliser, Steele et al. 2014). The same on every machine.
    /// </summary>
    public static ulong Of(DocumentId id, ulong seed)
    {
        ulong hash = Mix((ulong)(id.Value >> 64) + Mix(seed + 0x9E3779B97F4A7C15));
        return Mix(hash ^ (ulong)id.Value);
    }

    /// <summary>A number in [0, 1) from <see cref="Of"/>: the top 53 bits. Keeping u &lt; p gives nested samples.</summary>
    public static double UnitOf(DocumentId id, ulong seed) => (Of(id, seed) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
