namespace CorpusGenerator;

/// <summary>SplitMix64 (Steele et al. 2014): the same numbers on every machine.</summary>
internal struct SplitMix(ulong state)
{
    /// <summary>
    /// A stream of its own for a number. The number is mixed first: states that differ by multiples of the increment would give the same stream,
    /// shifted.
    /// </summary>
    public static SplitMix For(ulong seed, long number)
    {
        SplitMix mixer = new(seed ^ ((ulong)number * 0xD6E8FEB86659FD93));
        return new SplitMix(mixer.Next() ^ (mixer.Next() << 1));
    }

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong x = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>In [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());
}
