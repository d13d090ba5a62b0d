using System.Buffers;
using System.IO.Hashing;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Exact;

/// <summary>
/// The 128-bit hash that equal texts share. At 128 bits 10^10 documents collide with probability 1.5e-19; 64 bits would give 2.7 expected pairs.
/// Pure.
/// </summary>
public static class ExactHash
{
    /// <summary>XxHash128 of the text's bytes, or of the text with runs of white space collapsed to one space and trimmed.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="normalise">What two equal texts may differ in.</param>
    public static UInt128 Compute(ReadOnlySpan<byte> utf8, TextNormalisation normalise)
    {
        if (normalise == TextNormalisation.None)
        {
            return XxHash128.HashToUInt128(utf8);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(utf8.Length);
        int length = CollapseWhiteSpace(utf8, buffer);
        UInt128 hash = XxHash128.HashToUInt128(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    private static int CollapseWhiteSpace(ReadOnlySpan<byte> text, Span<byte> collapsed)
    {
        int length = 0;
        bool isPending = false;
        for (int i = 0; i < text.Length;)
        {
            int space = WhiteSpaceAt(text[i..]);
            if (space > 0)
            {
                isPending = length > 0;
                i += space;
                continue;
            }

            if (isPending)
            {
                collapsed[length++] = (byte)' ';
                isPending = false;
            }

            collapsed[length++] = text[i++];
        }

        return length;
    }

    /// <summary>The bytes of the white-space character (Unicode White_Space) at the start; 0 when there is none.</summary>
    private static int WhiteSpaceAt(ReadOnlySpan<byte> text)
    {
        byte first = text[0];
        if (first is (byte)' ' or (>= 0x09 and <= 0x0D))
        {
            return 1;
        }

        if (first < 0xC2)
        {
            return 0;
        }

        if (text.StartsWith("\u0085"u8) || text.StartsWith("\u00A0"u8))
        {
            return 2;
        }

        bool isSpace = (first == 0xE2 && text.Length >= 3 && text[1] == 0x80 && text[2] is (>= 0x80 and <= 0x8A) or 0xA8 or 0xA9 or 0xAF)
            || text.StartsWith("\u1680"u8) || text.StartsWith("\u205F"u8) || text.StartsWith("\u3000"u8);
        return isSpace ? 3 : 0;
    }
}
