// k min-wise hash functions over 32-bit shingle hashes: value = a * x + b (mod 2^32), a odd, minimum over the shingles
// (Broder 1997; the multiply-add family of Dietzfelbinger et al. 1997). The shingle hash is already well mixed, so 32 bits are enough:
// bias of the Jaccard estimate at most 0.002, standard error sqrt(J(1-J)/k) as for exact permutations (a test asserts both).
// a and b come from SplitMix64 with a fixed seed, so signatures compare across machines and runs. One-permutation hashing and
// SuperMinHash are not used: with 512-bit vectors the brute force below costs less than finding the words.
// Cost: k/16 multiply-add-min triples a shingle. The three widths give the same bits.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataCuration.Deduplication.MinHash;

/// <summary>The fixed family of hash functions behind a signature. Immutable; safe for concurrent use.</summary>
internal sealed class Permutations
{
    /// <summary>Seed of the SplitMix64 stream: function i takes outputs 2i+1 (a: high half, made odd) and 2i+2 (b: high half).</summary>
    public const ulong Seed = 0x4D696E4861736831; // "MinHash1"

    private readonly uint[] _multipliers;
    private readonly uint[] _addends;

    /// <summary>The first <paramref name="count"/> functions of the family: a longer signature starts with a shorter one's values.</summary>
    public Permutations(int count)
    {
        _multipliers = new uint[count];
        _addends = new uint[count];
        ulong state = Seed;
        for (int i = 0; i < count; i++)
        {
            _multipliers[i] = (uint)(Next(ref state) >> 32) | 1;
            _addends[i] = (uint)(Next(ref state) >> 32);
        }
    }

    /// <summary>Number of functions.</summary>
    public int Count => _multipliers.Length;

    /// <summary>Lowers each of the signature's values to the minimum over these shingles. Start with <see cref="uint.MaxValue"/>.</summary>
    public void Minimise(ReadOnlySpan<uint> shingles, Span<uint> signature)
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
            MinimiseScalar(shingles, signature, 0);
        }
    }

    /// <summary><see cref="Minimise"/> with 16 functions a vector, four vectors a pass.</summary>
    internal void Minimise512(ReadOnlySpan<uint> shingles, Span<uint> signature)
    {
        Span<Vector512<uint>> minima = MemoryMarshal.Cast<uint, Vector512<uint>>(signature[..Count]);
        ReadOnlySpan<Vector512<uint>> a = MemoryMarshal.Cast<uint, Vector512<uint>>(_multipliers);
        ReadOnlySpan<Vector512<uint>> b = MemoryMarshal.Cast<uint, Vector512<uint>>(_addends);
        int v = 0;
        for (; v + 4 <= minima.Length; v += 4)
        {
            Vector512<uint> a0 = a[v], a1 = a[v + 1], a2 = a[v + 2], a3 = a[v + 3];
            Vector512<uint> b0 = b[v], b1 = b[v + 1], b2 = b[v + 2], b3 = b[v + 3];
            Vector512<uint> m0 = minima[v], m1 = minima[v + 1], m2 = minima[v + 2], m3 = minima[v + 3];
            foreach (uint shingle in shingles)
            {
                Vector512<uint> x = Vector512.Create(shingle);
                m0 = Vector512.Min(m0, (a0 * x) + b0);
                m1 = Vector512.Min(m1, (a1 * x) + b1);
                m2 = Vector512.Min(m2, (a2 * x) + b2);
                m3 = Vector512.Min(m3, (a3 * x) + b3);
            }

            (minima[v], minima[v + 1], minima[v + 2], minima[v + 3]) = (m0, m1, m2, m3);
        }

        for (; v < minima.Length; v++)
        {
            Vector512<uint> a0 = a[v], b0 = b[v], m0 = minima[v];
            foreach (uint shingle in shingles)
            {
                m0 = Vector512.Min(m0, (a0 * Vector512.Create(shingle)) + b0);
            }

            minima[v] = m0;
        }

        MinimiseScalar(shingles, signature, minima.Length * Vector512<uint>.Count);
    }

    /// <summary><see cref="Minimise"/> with 8 functions a vector, four vectors a pass.</summary>
    internal void Minimise256(ReadOnlySpan<uint> shingles, Span<uint> signature)
    {
        Span<Vector256<uint>> minima = MemoryMarshal.Cast<uint, Vector256<uint>>(signature[..Count]);
        ReadOnlySpan<Vector256<uint>> a = MemoryMarshal.Cast<uint, Vector256<uint>>(_multipliers);
        ReadOnlySpan<Vector256<uint>> b = MemoryMarshal.Cast<uint, Vector256<uint>>(_addends);
        int v = 0;
        for (; v + 4 <= minima.Length; v += 4)
        {
            Vector256<uint> a0 = a[v], a1 = a[v + 1], a2 = a[v + 2], a3 = a[v + 3];
            Vector256<uint> b0 = b[v], b1 = b[v + 1], b2 = b[v + 2], b3 = b[v + 3];
            Vector256<uint> m0 = minima[v], m1 = minima[v + 1], m2 = minima[v + 2], m3 = minima[v + 3];
            foreach (uint shingle in shingles)
            {
                Vector256<uint> x = Vector256.Create(shingle);
                m0 = Vector256.Min(m0, (a0 * x) + b0);
                m1 = Vector256.Min(m1, (a1 * x) + b1);
                m2 = Vector256.Min(m2, (a2 * x) + b2);
                m3 = Vector256.Min(m3, (a3 * x) + b3);
            }

            (minima[v], minima[v + 1], minima[v + 2], minima[v + 3]) = (m0, m1, m2, m3);
        }

        MinimiseScalar(shingles, signature, v * Vector256<uint>.Count);
    }

    /// <summary><see cref="Minimise"/> one function at a time, from function <paramref name="first"/> on.</summary>
    internal void MinimiseScalar(ReadOnlySpan<uint> shingles, Span<uint> signature, int first)
    {
        for (int i = first; i < Count; i++)
        {
            uint a = _multipliers[i], b = _addends[i], minimum = signature[i];
            foreach (uint shingle in shingles)
            {
                minimum = Math.Min(minimum, (a * shingle) + b);
            }

            signature[i] = minimum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong x = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
