using System.Buffers;
using System.IO.Hashing;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Exact;

/// <summary>
/// The 128-bit name of a text's content: equal names mean equal texts after normalisation. 128 bits because 64 are not enough above
/// 10^9 documents (expected colliding pairs n²/2^65: 0.03 at 10^9, 2.7 at 10^10). Pure; no allocation after the pool is warm.
/// </summary>
public static class ExactHash
{
    /// <summary>Version of the hash; a change means that stored hashes do not compare with new ones.</summary>
    public const string AlgorithmVersion = "1";

    /// <summary>XxHash128 (seed 0) of the text as <paramref name="normalisation"/> leaves it.</summary>
    /// <param name="utf8">The text in UTF-8. Invalid sequences are hashed as they are.</param>
    /// <param name="normalisation">What equal texts may differ in.</param>
    public static UInt128 Compute(ReadOnlySpan<byte> utf8, TextNormalisation normalisation)
    {
        if (normalisation == TextNormalisation.None)
        {
            return XxHash128.HashToUInt128(utf8);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(normalisation == TextNormalisation.WhiteSpace ? utf8.Length : LettersOnly.MaxLength(utf8.Length));
        int length = normalisation == TextNormalisation.WhiteSpace ? WhiteSpace.Collapse(utf8, buffer) : LettersOnly.Fold(utf8, buffer);
        UInt128 hash = XxHash128.HashToUInt128(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }
}
