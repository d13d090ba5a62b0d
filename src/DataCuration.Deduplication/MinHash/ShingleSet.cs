using System.Buffers;
using DataCuration.Deduplication.Clusters;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.MinHash;

/// <summary>The different shingles of a text as sorted 32-bit hashes, for exact comparison of two texts. Pure.</summary>
public static class ShingleSet
{
    private const int ShinglesAtOnce = 1024;

    /// <summary>Pairs are verified by shingles, so that they have to be stored.</summary>
    public static bool IsNeededBy(MinHashOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Verify is EdgeVerification.Shingle or EdgeVerification.Containment;
    }

    /// <summary>The shingles that the options' verification compares.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="options">Verification and shingle length.</param>
    /// <returns>Ascending, without repetition; empty when the text is too short.</returns>
    public static uint[] Of(ReadOnlySpan<byte> utf8, MinHashOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Verify == EdgeVerification.Containment)
        {
            return OfWords(utf8, EdgeTest.ContainmentWords);
        }

        return options.ShingleCharacters > 0 ? OfCharacters(utf8, options.ShingleCharacters) : OfWords(utf8, options.ShingleWords);
    }

    /// <summary>The Jaccard similarity of two sets; 0 when both are empty.</summary>
    public static double Jaccard(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        int common = EdgeTest.CountCommon(left, right), all = left.Length + right.Length - common;
        return all == 0 ? 0 : (double)common / all;
    }

    /// <summary>Shingles of <paramref name="words"/> words.</summary>
    /// <returns>Ascending, without repetition; empty when the text is too short. Two different shingles agree with probability 2^-32.</returns>
    public static uint[] OfWords(ReadOnlySpan<byte> utf8, int words)
    {
        Span<ulong> recent = stackalloc ulong[words];
        ShingleStream stream = new(utf8, recent);
        ArrayBufferWriter<uint> all = new();
        int count;
        while ((count = stream.Read(all.GetSpan(ShinglesAtOnce))) > 0)
        {
            all.Advance(count);
        }

        return Distinct(all);
    }

    /// <summary>Shingles of <paramref name="characters"/> characters.</summary>
    /// <returns>As <see cref="OfWords"/>.</returns>
    public static uint[] OfCharacters(ReadOnlySpan<byte> utf8, int characters)
    {
        Span<ulong> recent = stackalloc ulong[characters];
        CharacterShingleStream stream = new(utf8, recent);
        ArrayBufferWriter<uint> all = new();
        int count;
        while ((count = stream.Read(all.GetSpan(ShinglesAtOnce))) > 0)
        {
            all.Advance(count);
        }

        return Distinct(all);
    }

    private static uint[] Distinct(ArrayBufferWriter<uint> all)
    {
        uint[] values = all.WrittenSpan.ToArray();
        Array.Sort(values);
        int kept = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (kept == 0 || values[i] != values[kept - 1])
            {
                values[kept++] = values[i];
            }
        }

        return values[..kept];
    }
}
