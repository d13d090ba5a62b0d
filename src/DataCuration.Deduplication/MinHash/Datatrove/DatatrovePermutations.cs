// datatrove's hash functions: value = ((a * x + b) mod 2^64) mod (2^61 - 1). The remainder by a Mersenne number folds the high bits and subtracts
// once; the subtraction is a minimum, because a smaller value wraps around to a huge one. The three widths give the same bits.
// Cost: 14 vectors of 8 functions a shingle with 512 bits.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>The 112 hash functions that datatrove draws with its default seed. Immutable; safe for concurrent use.</summary>
internal sealed class DatatrovePermutations
{
    /// <summary>Number of functions.</summary>
    public const int Count = DatatroveMinHasher.Buckets * DatatroveMinHasher.HashesPerBucket;

    private const ulong Prime = (1UL << 61) - 1;
    private const int PrimeBits = 61;

    private readonly ulong[] _a = new ulong[Count];
    private readonly ulong[] _b = new ulong[Count];

    /// <summary>The functions of numpy's RandomState(1).</summary>
    public DatatrovePermutations()
    {
        MersenneTwister random = new(1);
        for (int i = 0; i < Count; i++)
        {
            _a[i] = random.NextBelow(1, Prime);
        }

        for (int i = 0; i < Count; i++)
        {
            _b[i] = random.NextBelow(0, Prime);
        }
    }

    /// <summary>Lowers each of the signature's values to the minimum over these hashes of shingles. Start with <see cref="ulong.MaxValue"/>.</summary>
    public void Minimise(ReadOnlySpan<ulong> shingles, Span<ulong> signature)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Minimise512(shingles, signature);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Minimise256(shingles, signature);
        }
        else
        {
            MinimiseScalar(shingles, signature);
        }
    }

    /// <summary><see cref="Minimise"/> with 8 functions a vector, two vectors a pass.</summary>
    internal void Minimise512(ReadOnlySpan<ulong> shingles, Span<ulong> signature)
    {
        Span<Vector512<ulong>> minima = MemoryMarshal.Cast<ulong, Vector512<ulong>>(signature[..Count]);
        ReadOnlySpan<Vector512<ulong>> a = MemoryMarshal.Cast<ulong, Vector512<ulong>>(_a);
        ReadOnlySpan<Vector512<ulong>> b = MemoryMarshal.Cast<ulong, Vector512<ulong>>(_b);
        for (int v = 0; v < minima.Length; v += 2)
        {
            Vector512<ulong> a0 = a[v], a1 = a[v + 1], b0 = b[v], b1 = b[v + 1], m0 = minima[v], m1 = minima[v + 1];
            foreach (ulong shingle in shingles)
            {
                Vector512<ulong> x = Vector512.Create(shingle);
                m0 = Vector512.Min(m0, Remainder((a0 * x) + b0));
                m1 = Vector512.Min(m1, Remainder((a1 * x) + b1));
            }

            (minima[v], minima[v + 1]) = (m0, m1);
        }
    }

    /// <summary><see cref="Minimise"/> with 4 functions a vector, two vectors a pass.</summary>
    internal void Minimise256(ReadOnlySpan<ulong> shingles, Span<ulong> signature)
    {
        Span<Vector256<ulong>> minima = MemoryMarshal.Cast<ulong, Vector256<ulong>>(signature[..Count]);
        ReadOnlySpan<Vector256<ulong>> a = MemoryMarshal.Cast<ulong, Vector256<ulong>>(_a);
        ReadOnlySpan<Vector256<ulong>> b = MemoryMarshal.Cast<ulong, Vector256<ulong>>(_b);
        for (int v = 0; v < minima.Length; v += 2)
        {
            Vector256<ulong> a0 = a[v], a1 = a[v + 1], b0 = b[v], b1 = b[v + 1], m0 = minima[v], m1 = minima[v + 1];
            foreach (ulong shingle in shingles)
            {
                Vector256<ulong> x = Vector256.Create(shingle);
                m0 = Vector256.Min(m0, Remainder((a0 * x) + b0));
                m1 = Vector256.Min(m1, Remainder((a1 * x) + b1));
            }

            (minima[v], minima[v + 1]) = (m0, m1);
        }
    }

    /// <summary><see cref="Minimise"/> one function at a time.</summary>
    internal void MinimiseScalar(ReadOnlySpan<ulong> shingles, Span<ulong> signature)
    {
        for (int i = 0; i < Count; i++)
        {
            ulong a = _a[i], b = _b[i], minimum = signature[i];
            foreach (ulong shingle in shingles)
            {
                ulong value = (a * shingle) + b;
                value = (value & Prime) + (value >> PrimeBits);
                minimum = Math.Min(minimum, Math.Min(value, value - Prime));
            }

            signature[i] = minimum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Remainder(Vector512<ulong> value)
    {
        Vector512<ulong> folded = (value & Vector512.Create(Prime)) + (value >>> PrimeBits);
        return Vector512.Min(folded, folded - Vector512.Create(Prime));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Remainder(Vector256<ulong> value)
    {
        Vector256<ulong> folded = (value & Vector256.Create(Prime)) + (value >>> PrimeBits);
        return Vector256.Min(folded, folded - Vector256.Create(Prime));
    }
}
