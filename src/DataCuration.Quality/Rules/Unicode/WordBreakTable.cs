using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace DataCuration.Quality.Rules.Unicode;

/// <summary>
/// Word_Break by code point: one look-up for the first two planes. Made from the framework's categories and the lists of UAX #29, table 3.
/// What differs from the standard: letters of scripts without spaces (Han, Hiragana, Thai and its neighbours), which it leaves alone, are
/// words of one letter; Hebrew letters are not told from others. Immutable.
/// </summary>
internal static class WordBreakTable
{
    private const int TableSize = 0x20000;

    private static readonly byte[] Table = Build();

    /// <summary>Ranges of letters that stand alone: Thai, Lao, Tibetan, Myanmar, Khmer, Tai, Hiragana, Bopomofo, Han.</summary>
    private static ReadOnlySpan<int> UnspacedRanges =>
    [
        0x0E01, 0x0EFF, 0x0F00, 0x0FFF, 0x1000, 0x109F, 0x1780, 0x17FF, 0x1950, 0x19DF, 0x1A20, 0x1AAF, 0x3041, 0x3096, 0x309D, 0x309F,
        0x3005, 0x3007, 0x3021, 0x3029, 0x3038, 0x303B, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA9E0, 0xA9FF, 0xAA60, 0xAADF, 0xF900, 0xFAFF,
        0x1B000, 0x1B16F,
    ];

    private static ReadOnlySpan<int> KatakanaRanges => [0x3031, 0x3035, 0x309B, 0x309C, 0x30A0, 0x30FA, 0x30FC, 0x30FF, 0x31F0, 0x31FF, 0x32D0, 0x32FE, 0x3300, 0x3357, 0xFF66, 0xFF9D];

    private static ReadOnlySpan<int> MidLetter => [0x3A, 0xB7, 0x387, 0x55F, 0x5F4, 0x2027, 0xFE13, 0xFE55, 0xFF1A];

    private static ReadOnlySpan<int> MidNum => [0x2C, 0x3B, 0x37E, 0x589, 0x60C, 0x60D, 0x66C, 0x7F8, 0x2044, 0xFE10, 0xFE14, 0xFE50, 0xFE54, 0xFF0C, 0xFF1B];

    private static ReadOnlySpan<int> MidNumLet => [0x27, 0x2E, 0x2018, 0x2019, 0x2024, 0xFE52, 0xFF07, 0xFF0E];

    /// <summary>The value of a code point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordBreak Of(int codePoint) => codePoint < TableSize ? (WordBreak)Table[codePoint] : Classify(codePoint);

    private static byte[] Build()
    {
        byte[] table = new byte[TableSize];
        for (int codePoint = 0; codePoint < TableSize; codePoint++)
        {
            table[codePoint] = (byte)(Rune.IsValid(codePoint) ? Classify(codePoint) : WordBreak.Other);
        }

        return table;
    }

    private static WordBreak Classify(int codePoint)
    {
        CharacterClass classes = CharacterTable.Of(codePoint);
        if ((classes & CharacterClass.WhiteSpace) != 0) return WordBreak.Space;
        if (MidNumLet.Contains(codePoint)) return WordBreak.MidNumLet;
        if (MidLetter.Contains(codePoint)) return WordBreak.MidLetter;
        if (MidNum.Contains(codePoint)) return WordBreak.MidNum;
        if ((classes & CharacterClass.Terminal) != 0) return WordBreak.Terminal;
        if (codePoint >= 0x20000 || IsIn(UnspacedRanges, codePoint)) return OfUnspaced(codePoint);
        if (IsIn(KatakanaRanges, codePoint)) return WordBreak.Katakana;
        return OfCategory(codePoint);
    }

    private static WordBreak OfUnspaced(int codePoint) => Rune.GetUnicodeCategory(new Rune(codePoint)) switch
    {
        UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.LetterNumber => WordBreak.Unspaced,
        UnicodeCategory.DecimalDigitNumber => WordBreak.Numeric,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format => WordBreak.Extend,
        _ => WordBreak.Other,
    };

    private static WordBreak OfCategory(int codePoint) => Rune.GetUnicodeCategory(new Rune(codePoint)) switch
    {
        <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => WordBreak.Letter,
        UnicodeCategory.DecimalDigitNumber => WordBreak.Numeric,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => WordBreak.Extend,
        UnicodeCategory.ConnectorPunctuation => WordBreak.ExtendNumLet,
        UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation => WordBreak.Closing,
        UnicodeCategory.OtherSymbol when codePoint is >= 0x24B6 and <= 0x24E9 => WordBreak.Letter,
        _ => codePoint == '"' ? WordBreak.Closing : WordBreak.Other,
    };

    private static bool IsIn(ReadOnlySpan<int> ranges, int codePoint)
    {
        for (int i = 0; i < ranges.Length; i += 2)
        {
            if (codePoint >= ranges[i] && codePoint <= ranges[i + 1])
            {
                return true;
            }
        }

        return false;
    }
}
