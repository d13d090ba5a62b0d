namespace DataCuration.ScalingLaws.Fitting;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): a seeded generator that is the same everywhere.</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number in [0, count).</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);
}
