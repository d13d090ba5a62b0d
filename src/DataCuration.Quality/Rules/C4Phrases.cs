using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace DataCuration.Quality.Rules;

/// <summary>
/// Whether a text may hold one of C4's phrases at all, in one pass: nearly no text does. Every phrase has four bytes that are rare in prose:
/// <c>m ip</c>, <c>java</c>, <c>cy p</c>, <c>okie</c>; only those of "terms of use" have to be looked at again. Pure.
/// </summary>
internal static class C4Phrases
{
    private const int AnchorBytes = 4;

    /// <summary>False only when no phrase occurs, in whatever case.</summary>
    public static bool MayOccur(ReadOnlySpan<byte> text)
    {
        int i = 0;
        ref byte first = ref MemoryMarshal.GetReference(text);
        for (; i + Vector256<byte>.Count + AnchorBytes - 1 <= text.Length; i += Vector256<byte>.Count)
        {
            // White space has the bit that makes letters lower-case; what else it changes only adds candidates.
            Vector256<byte> bit = Vector256.Create((byte)0x20);
            Vector256<byte> a = Vector256.LoadUnsafe(ref first, (nuint)i) | bit;
            Vector256<byte> b = Vector256.LoadUnsafe(ref first, (nuint)i + 1) | bit;
            Vector256<byte> c = Vector256.LoadUnsafe(ref first, (nuint)i + 2) | bit;
            Vector256<byte> d = Vector256.LoadUnsafe(ref first, (nuint)i + 3) | bit;
            Vector256<byte> found = Is(a, 'm') & Is(b, ' ') & Is(c, 'i') & Is(d, 'p');
            found |= Is(a, 'j') & Is(b, 'a') & Is(c, 'v') & Is(d, 'a');
            found |= Is(a, 'c') & Is(b, 'y') & Is(c, ' ') & Is(d, 'p');
            found |= Is(a, 'o') & Is(b, 'k') & Is(c, 'i') & Is(d, 'e');
            found |= Is(a, 'f') & Is(b, ' ') & Is(c, 'u') & Is(d, 's');

            // The Kelvin sign, E2 84 AA, is a k to Python.
            found |= Is(a, 'o') & Vector256.Equals(b, Vector256.Create((byte)0xE2)) & Vector256.Equals(d, Vector256.Create((byte)0xAA));
            for (uint places = found.ExtractMostSignificantBits(); places != 0; places &= places - 1)
            {
                if (MayBeginAt(text, i + int.TrailingZeroCount((int)places)))
                {
                    return true;
                }
            }
        }

        for (; i + AnchorBytes <= text.Length; i++)
        {
            if (IsAnchor(text.Slice(i, AnchorBytes)) && MayBeginAt(text, i))
            {
                return true;
            }
        }

        return false;
    }

    private static Vector256<byte> Is(Vector256<byte> bytes, char letter) => Vector256.Equals(bytes, Vector256.Create((byte)letter));

    private static bool IsAnchor(ReadOnlySpan<byte> at) =>
        Ascii.EqualsIgnoreCase(at, "m ip"u8) || Ascii.EqualsIgnoreCase(at, "java"u8) || Ascii.EqualsIgnoreCase(at, "cy p"u8) || Ascii.EqualsIgnoreCase(at, "okie"u8)
        || Ascii.EqualsIgnoreCase(at, "f us"u8) || at[1..].SequenceEqual("\u212A"u8);

    /// <summary>Whether a phrase may be around the four bytes at i.</summary>
    private static bool MayBeginAt(ReadOnlySpan<byte> text, int i) => (text[i] | 0x20) != 'f'
        || (i >= "terms o".Length && i + "f use".Length <= text.Length && Ascii.EqualsIgnoreCase(text.Slice(i - "terms o".Length, "terms of use".Length), "terms of use"u8));
}
