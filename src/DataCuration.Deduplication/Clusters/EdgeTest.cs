using System.Numerics;
using System.Runtime.InteropServices;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Clusters;

/// <summary>
/// Decides whether a candidate pair is an edge. Pure; symmetric in its documents.
/// <c>none</c> accepts all and reports the share of equal minimum hashes; <c>signature</c> demands that share (standard error
/// sqrt(J(1-J)/k): 0.038 at J = 0.8 with 112 hashes); <c>shingle</c> demands the exact Jaccard similarity of the shingle sets;
/// <c>containment</c> demands that every word 3-gram of the text with fewer of them occurs in the other.
/// With <c>hasWideHashes</c> two values of a signature are one hash of 64 bits.
/// </summary>
internal sealed class EdgeTest(EdgeVerification verification, double threshold, bool hasWideHashes = false)
{
    /// <summary>Words a shingle of the containment rule.</summary>
    public const int ContainmentWords = 3;

    /// <summary>The pair's similarity in [0, 1].</summary>
    /// <param name="left">Signature of one document, or its sorted different shingle hashes.</param>
    /// <param name="right">The same of the other.</param>
    /// <param name="similarity">Share of equal values, or the Jaccard similarity.</param>
    public bool Accepts(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right, out double similarity)
    {
        if (verification is EdgeVerification.None or EdgeVerification.Signature)
        {
            similarity = hasWideHashes
                ? CountEqual(MemoryMarshal.Cast<uint, ulong>(left), MemoryMarshal.Cast<uint, ulong>(right)) / (left.Length / 2.0)
                : (double)CountEqual(left, right) / left.Length;
            return verification == EdgeVerification.None || similarity >= threshold;
        }

        int common = CountCommon(left, right);
        similarity = (double)common / (left.Length + right.Length - common);
        return verification == EdgeVerification.Shingle ? similarity >= threshold : common == Math.Min(left.Length, right.Length) && common > 0;
    }

    /// <summary>Number of positions with equal values; the spans are equally long.</summary>
    internal static int CountEqual<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IUnsignedNumber<T>
    {
        ReadOnlySpan<Vector<T>> a = MemoryMarshal.Cast<T, Vector<T>>(left);
        ReadOnlySpan<Vector<T>> b = MemoryMarshal.Cast<T, Vector<T>>(right);
        Vector<T> counts = Vector<T>.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            // Equal lanes are all ones, that is minus one.
            counts -= Vector.Equals(a[i], b[i]);
        }

        int equal = int.CreateTruncating(Vector.Sum(counts));
        for (int i = a.Length * Vector<T>.Count; i < left.Length; i++)
        {
            equal += left[i] == right[i] ? 1 : 0;
        }

        return equal;
    }

    /// <summary>Number of values in both; both ascend without repetition.</summary>
    internal static int CountCommon(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        int common = 0;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            uint a = left[i], b = right[j];
            common += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return common;
    }
}
