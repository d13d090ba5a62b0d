// Repeated n-grams: Rae et al. 2021 (arXiv 2112.11446), section A1.1 and table A1, as datatrove 0.10 measures them
// (gopher_repetition_filter.py). Two rules that look alike but differ:
//   top n-gram    words joined by one space; length of the most frequent one (ties: first seen) times its count, even a count of 1;
//   duplicated    words joined without spaces; scan left to right, skip past an n-gram that was seen and add its length.
// What differs: n-grams are byte ranges in one buffer, found by a 64-bit hash that costs O(1) an n-gram (differences of a polynomial
// prefix hash, modulo 2^64) and confirmed byte by byte, so the counts are exact and no string is built.
// Cost: one table look-up a token and n, nine in all; about 20 bytes of table a token.
using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules;

/// <summary>Counts repeated n-grams of the tokens of one document. Reuses its memory; single-threaded.</summary>
internal sealed class NGramRepetition
{
    private const ulong Base = 0x9E3779B97F4A7C15;
    private const ulong Spread = 0xD6E8FEB86659FD93;

    private readonly SpanSet _set = new();
    private ulong[] _prefix = new ulong[1024];
    private ulong[] _inverse = new ulong[1024];
    private ulong[] _tokenHash = new ulong[1024];

    private static readonly ulong InverseBase = Invert(Base);

    /// <summary>Hashes the tokens; call before the other two.</summary>
    public void Prepare(TokenBuffer tokens)
    {
        if (_prefix.Length < tokens.Count + 1)
        {
            int size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)tokens.Count + 1);
            _prefix = new ulong[size];
            _inverse = new ulong[size];
            _tokenHash = new ulong[size];
        }

        ReadOnlySpan<byte> glued = tokens.Glued;
        ReadOnlySpan<int> starts = tokens.GluedStarts;
        ulong sum = 0;
        ulong power = 1;
        ulong inverse = 1;
        for (int i = 0; i < tokens.Count; i++)
        {
            _prefix[i] = sum;
            _inverse[i] = inverse;
            foreach (byte unit in glued[starts[i]..starts[i + 1]])
            {
                sum += (unit + 1UL) * power;
                power *= Base;
                inverse *= InverseBase;
            }

            _tokenHash[i] = Mix((sum - _prefix[i]) * _inverse[i]);
        }

        _prefix[tokens.Count] = sum;
    }

    /// <summary>Code points of the most frequent n-gram, joined by spaces, times its count; 0 when there are fewer than n tokens.</summary>
    public long TopNGramCodePoints(TokenBuffer tokens, int n)
    {
        int grams = tokens.Count - n + 1;
        if (grams <= 0)
        {
            return 0;
        }

        _set.Reset(grams);
        ReadOnlySpan<byte> spaced = tokens.Spaced;
        ReadOnlySpan<int> starts = tokens.GluedStarts;
        int topCount = 0;
        for (int i = 0; i < grams; i++)
        {
            int count = 1 + _set.Add(spaced, starts[i] + i, SpacedLength(starts, i, n), TupleHash(i, n));
            topCount = Math.Max(topCount, count);
        }

        // The tie goes to the n-gram seen first. With a count of 1 that is the first one; otherwise find the first whose total is the top.
        int first = topCount == 1 ? 0 : FirstWithCount(spaced, starts, n, grams, topCount);
        ReadOnlySpan<int> codePoints = tokens.CodePointsBefore;
        return (long)topCount * (codePoints[first + n] - codePoints[first] + n - 1);
    }

    /// <summary>Code points of n-grams already seen, counted greedily from left to right without overlap.</summary>
    public long DuplicateNGramCodePoints(TokenBuffer tokens, int n)
    {
        int grams = tokens.Count - n + 1;
        if (grams <= 0)
        {
            return 0;
        }

        _set.Reset(grams);
        ReadOnlySpan<byte> glued = tokens.Glued;
        ReadOnlySpan<int> starts = tokens.GluedStarts;
        ReadOnlySpan<int> codePoints = tokens.CodePointsBefore;
        long repeated = 0;
        for (int i = 0; i < grams;)
        {
            ulong hash = Mix((_prefix[i + n] - _prefix[i]) * _inverse[i]);
            if (_set.Add(glued, starts[i], starts[i + n] - starts[i], hash) > 0)
            {
                repeated += codePoints[i + n] - codePoints[i];
                i += n;
            }
            else
            {
                i++;
            }
        }

        return repeated;
    }

    private int FirstWithCount(ReadOnlySpan<byte> spaced, ReadOnlySpan<int> starts, int n, int grams, int count)
    {
        for (int i = 0; i < grams; i++)
        {
            if (_set.Count(spaced, starts[i] + i, SpacedLength(starts, i, n), TupleHash(i, n)) == count)
            {
                return i;
            }
        }

        return 0;
    }

    private static int SpacedLength(ReadOnlySpan<int> starts, int i, int n) => starts[i + n] - starts[i] + n - 1;

    private ulong TupleHash(int i, int n)
    {
        ulong hash = 0;
        for (int k = 0; k < n; k++)
        {
            hash = (hash + _tokenHash[i + k]) * Spread;
        }

        return hash ^ (hash >> 29);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong x)
    {
        x *= Spread;
        return x ^ (x >> 32);
    }

    /// <summary>The inverse of an odd number modulo 2^64: Newton's iteration doubles the correct bits.</summary>
    private static ulong Invert(ulong odd)
    {
        ulong inverse = odd;
        for (int i = 0; i < 5; i++)
        {
            inverse *= 2 - (odd * inverse);
        }

        return inverse;
    }
}
