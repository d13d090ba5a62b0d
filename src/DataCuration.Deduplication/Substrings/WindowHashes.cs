// Karp-Rabin fingerprints (Karp and Rabin 1987): a window's hash is a polynomial in its units' hashes, so the next window costs two multiplications
// whatever its length. The modulus is the prime 2^61 - 1; two different windows of 50 units agree with a probability below 50 / 2^61, and equal hashes
// are compared by text anyway.
namespace DataCuration.Deduplication.Substrings;

/// <summary>The hashes of all windows of a length. Immutable; safe for concurrent use.</summary>
internal sealed class WindowHashes
{
    private const ulong Prime = (1UL << 61) - 1;
    private const ulong Base = 0x0E3A_5C91_7B2D_4F67;

    private readonly int _length;
    private readonly ulong _mask;
    private readonly ulong _firstWeight;

    /// <summary>Hashes of windows of <paramref name="length"/> units.</summary>
    /// <param name="length">Units a window.</param>
    /// <param name="bits">Bits of each hash that are kept; fewer only in tests, to make different windows collide.</param>
    public WindowHashes(int length, int bits)
    {
        _length = length;
        _mask = bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
        _firstWeight = 1;
        for (int i = 1; i < length; i++)
        {
            _firstWeight = Multiply(_firstWeight, Base);
        }
    }

    /// <summary>Calls <paramref name="see"/> with the first unit and the hash of each window without a barrier.</summary>
    public void ForEach<TState>(ReadOnlySpan<ulong> units, TState state, Action<TState, int, ulong> see)
    {
        ulong hash = 0;
        int filled = 0;
        for (int i = 0; i < units.Length; i++)
        {
            if (units[i] == 0)
            {
                (hash, filled) = (0, 0);
                continue;
            }

            if (filled == _length)
            {
                hash = Subtract(hash, Multiply(Reduce(units[i - _length]), _firstWeight));
            }
            else
            {
                filled++;
            }

            hash = Add(Multiply(hash, Base), Reduce(units[i]));
            if (filled == _length)
            {
                see(state, i - _length + 1, hash & _mask);
            }
        }
    }

    private static ulong Reduce(ulong x)
    {
        x = (x & Prime) + (x >> 61);
        return x >= Prime ? x - Prime : x;
    }

    private static ulong Add(ulong a, ulong b)
    {
        ulong sum = a + b;
        return sum >= Prime ? sum - Prime : sum;
    }

    private static ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + Prime - b;

    private static ulong Multiply(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return Reduce((low & Prime) + ((high << 3) | (low >> 61)));
    }
}
