using System.Globalization;
using System.Text;

namespace DataCuration.Deduplication.MinHash;

/// <summary>
/// What MinHash sees of a character: letters, marks and numbers in lower case (Unicode simple casing); format characters (soft hyphen,
/// zero-width joiners) vanish; everything else, so white space, punctuation, symbols and controls, separates words. Immutable.
/// </summary>
internal static class FoldedCharacters
{
    /// <summary>The character ends a word.</summary>
    public const int Separator = 0;

    /// <summary>The character is not there.</summary>
    public const int Dropped = 1;

    private static readonly byte[] Ascii = BuildAscii();
    private static readonly ushort[] BasicPlane = BuildBasicPlane();

    /// <summary>For each byte below 0x80: 0 for a separator, else the lower-case byte. For the others: 0x80.</summary>
    public static ReadOnlySpan<byte> AsciiTable => Ascii;

    /// <summary>The folded code point, <see cref="Separator"/> or <see cref="Dropped"/>.</summary>
    public static int Fold(Rune rune) => rune.IsBmp ? BasicPlane[rune.Value] : FoldUncached(rune);

    /// <summary>
    /// The character belongs to a script that is written without spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, kana and
    /// Han. (Hangul has spaces.)
    /// </summary>
    public static bool IsUnspaced(int codePoint) =>
        codePoint >= 0x0E00
        && codePoint is <= 0x109F or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF)
            or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9F)
            or (>= 0x20000 and <= 0x3FFFF);

    private static int FoldUncached(Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter:
                return Rune.ToLowerInvariant(rune).Value;
            case UnicodeCategory.LowercaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter:
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber:
                return rune.Value;
            case UnicodeCategory.Format:
                return Dropped;
            default:
                return Separator;
        }
    }

    private static byte[] BuildAscii()
    {
        byte[] table = new byte[256];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = i >= 0x80 ? (byte)0x80 : (byte)FoldUncached(new Rune(i));
        }

        return table;
    }

    private static ushort[] BuildBasicPlane()
    {
        ushort[] table = new ushort[0x10000];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = Rune.IsValid(i) ? (ushort)FoldUncached(new Rune(i)) : (ushort)Separator;
        }

        return table;
    }
}
