namespace ImageTextSample;

/// <summary>SplitMix64 (Steele et al. 2014): the same numbers on every machine.</summary>
internal struct SplitMix(ulong state)
{
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong x = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>In [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)(Unit() * count);

    /// <summary>Standard normal, near enough and without functions that differ by platform: the sum of twelve (Irwin and Hall).</summary>
    public double Normal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += Unit();
        }

        return sum;
    }
}
