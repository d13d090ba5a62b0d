using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace DataCuration.Quality.Rules;

/// <summary>
/// Classes of code points: one table look-up for the first two planes, the framework's Unicode data beyond. Immutable.
/// The two punctuation sets list the code points that datatrove 0.10 (utils/text.py, Apache-2.0) tests.
/// </summary>
internal static class CharacterTable
{
    private const int TableSize = 0x20000;

    private static readonly ushort[] Table = Build();

    /// <summary>Ranges (first, last) of TERMINAL_PUNCTUATION: 159 code points of many scripts.</summary>
    private static ReadOnlySpan<int> TerminalRanges =>
    [
        0x21, 0x21, 0x2E, 0x2E, 0x3F, 0x3F, 0x589, 0x589, 0x61D, 0x61F, 0x6D4, 0x6D4, 0x700, 0x702, 0x7F9, 0x7F9, 0x837, 0x837,
        0x839, 0x839, 0x83D, 0x83E, 0x964, 0x965, 0x104A, 0x104B, 0x1362, 0x1362, 0x1367, 0x1368, 0x166E, 0x166E, 0x1735, 0x1736,
        0x17D4, 0x17D6, 0x17D9, 0x17DA, 0x1803, 0x1803, 0x1809, 0x1809, 0x1944, 0x1945, 0x1AA8, 0x1AAB, 0x1B5A, 0x1B5B, 0x1B5E, 0x1B5F,
        0x1B7D, 0x1B7E, 0x1C3B, 0x1C3C, 0x1C7E, 0x1C7F, 0x203C, 0x203D, 0x2047, 0x2049, 0x2E2E, 0x2E2E, 0x2E3C, 0x2E3C, 0x2E53, 0x2E54,
        0x3002, 0x3002, 0xA4FF, 0xA4FF, 0xA60E, 0xA60F, 0xA6F3, 0xA6F3, 0xA6F7, 0xA6F7, 0xA876, 0xA877, 0xA8CE, 0xA8CF, 0xA92F, 0xA92F,
        0xA9C8, 0xA9C9, 0xAA5D, 0xAA5F, 0xAAF0, 0xAAF1, 0xABEB, 0xABEB, 0xFE52, 0xFE52, 0xFE56, 0xFE57, 0xFF01, 0xFF01, 0xFF0E, 0xFF0E,
        0xFF1F, 0xFF1F, 0xFF61, 0xFF61, 0x10A56, 0x10A57, 0x10F55, 0x10F59, 0x10F86, 0x10F89, 0x11047, 0x11048, 0x110BE, 0x110C1,
        0x11141, 0x11143, 0x111C5, 0x111C6, 0x111CD, 0x111CD, 0x111DE, 0x111DF, 0x11238, 0x11239, 0x1123B, 0x1123C, 0x112A9, 0x112A9,
        0x1144B, 0x1144C, 0x115C2, 0x115C3, 0x115C9, 0x115D7, 0x11641, 0x11642, 0x1173C, 0x1173E, 0x11944, 0x11944, 0x11946, 0x11946,
        0x11A42, 0x11A43, 0x11A9B, 0x11A9C, 0x11C41, 0x11C42, 0x11EF7, 0x11EF8, 0x11F43, 0x11F44, 0x16A6E, 0x16A6F, 0x16AF5, 0x16AF5,
        0x16B37, 0x16B38, 0x16B44, 0x16B44, 0x16E98, 0x16E98, 0x1BC9F, 0x1BC9F, 0x1DA88, 0x1DA88,
    ];

    /// <summary>Ranges of PUNCTUATION, the part of PUNCTUATION_SET beside the terminal marks.</summary>
    private static ReadOnlySpan<int> SymbolRanges =>
    [
        0x0, 0x8, 0xB, 0x1F, 0x21, 0x2F, 0x3A, 0x40, 0x5B, 0x60, 0x7B, 0x9F, 0xAB, 0xAB, 0xB4, 0xB4, 0xBB, 0xBB, 0x2013, 0x2014,
        0x2019, 0x2019, 0x201C, 0x201E, 0x2026, 0x2026, 0x2236, 0x2236, 0x2501, 0x2501, 0x25BA, 0x25BA, 0x3001, 0x3002, 0x3008, 0x300D,
        0x3010, 0x3011, 0xFF01, 0xFF01, 0xFF05, 0xFF05, 0xFF08, 0xFF09, 0xFF0C, 0xFF0C, 0xFF0E, 0xFF0E, 0xFF11, 0xFF11, 0xFF1A, 0xFF1B,
        0xFF1F, 0xFF1F, 0xFF5E, 0xFF5E,
    ];

    /// <summary>The classes of a code point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterClass Of(int codePoint) =>
        codePoint < TableSize ? (CharacterClass)Table[codePoint] : Classify(new Rune(codePoint));

    /// <summary>Decodes the code point at <paramref name="position"/>; an invalid byte counts as one U+FFFD.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterClass Decode(ReadOnlySpan<byte> utf8, int position, out int length)
    {
        byte first = utf8[position];
        if (first < 0x80)
        {
            length = 1;
            return (CharacterClass)Table[first];
        }

        return DecodeMultiByte(utf8[position..], out length);
    }

    /// <summary>The classes of the last code point before <paramref name="end"/>.</summary>
    public static CharacterClass DecodeLast(ReadOnlySpan<byte> utf8, int end, out int length)
    {
        Rune.DecodeLastFromUtf8(utf8[..end], out Rune rune, out length);
        return Of(rune.Value);
    }

    /// <summary>The span without leading and trailing white space, as Python's <c>strip</c>.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8) => TrimEnd(TrimStart(utf8));

    /// <summary>As Python's <c>lstrip</c>.</summary>
    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> utf8)
    {
        int start = 0;
        while (start < utf8.Length && (Decode(utf8, start, out int length) & CharacterClass.WhiteSpace) != 0)
        {
            start += length;
        }

        return utf8[start..];
    }

    /// <summary>As Python's <c>rstrip</c>.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> utf8)
    {
        int end = utf8.Length;
        while (end > 0 && (DecodeLast(utf8, end, out int length) & CharacterClass.WhiteSpace) != 0)
        {
            end -= length;
        }

        return utf8[..end];
    }

    /// <summary>Number of code points of valid UTF-8: the bytes that do not continue one.</summary>
    public static int CountCodePoints(ReadOnlySpan<byte> utf8)
    {
        int continuing = 0;
        int i = 0;
        while (utf8.Length - i >= Vector<byte>.Count)
        {
            // A lane counts to at most 255.
            int end = Math.Min(utf8.Length - Vector<byte>.Count, i + (254 * Vector<byte>.Count));
            Vector<byte> counts = Vector<byte>.Zero;
            for (; i <= end; i += Vector<byte>.Count)
            {
                counts -= Vector.AsVectorByte(Vector.LessThan(Vector.AsVectorSByte(new Vector<byte>(utf8[i..])), new Vector<sbyte>(-64)));
            }

            Vector.Widen(counts, out Vector<ushort> low, out Vector<ushort> high);
            continuing += Vector.Sum(low + high);
        }

        int count = utf8.Length - continuing;
        for (; i < utf8.Length; i++)
        {
            count -= (sbyte)utf8[i] < -64 ? 1 : 0;
        }

        return count;
    }

    /// <summary>The first position from <paramref name="i"/> on that is no white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipSpace(ReadOnlySpan<byte> utf8, int i)
    {
        while (i < utf8.Length && SpaceBytes[utf8[i]] != 0)
        {
            if (SpaceBytes[utf8[i]] == 1)
            {
                i++;
            }
            else if ((Decode(utf8, i, out int length) & CharacterClass.WhiteSpace) != 0)
            {
                i += length;
            }
            else
            {
                break;
            }
        }

        return i;
    }

    /// <summary>The first position from <paramref name="i"/> on that is white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipVisible(ReadOnlySpan<byte> utf8, int i)
    {
        while (i < utf8.Length)
        {
            byte kind = SpaceBytes[utf8[i]];
            if (kind == 0)
            {
                i++;
            }
            else if (kind == 1 || (Decode(utf8, i, out int length) & CharacterClass.WhiteSpace) != 0)
            {
                break;
            }
            else
            {
                i += length;
            }
        }

        return i;
    }

    /// <summary>By byte: 1 is white space, 2 may start white space of several bytes, 0 is neither.</summary>
    private static ReadOnlySpan<byte> SpaceBytes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1,
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    private static CharacterClass DecodeMultiByte(ReadOnlySpan<byte> utf8, out int length) =>
        Rune.DecodeFromUtf8(utf8, out Rune rune, out length) == OperationStatus.Done ? Of(rune.Value) : CharacterClass.Word;

    private static ushort[] Build()
    {
        ushort[] table = new ushort[TableSize];
        for (int codePoint = 0; codePoint < TableSize; codePoint++)
        {
            table[codePoint] = (ushort)(Rune.IsValid(codePoint) ? Classify(new Rune(codePoint)) : CharacterClass.None);
        }

        Mark(table, TerminalRanges, CharacterClass.Terminal | CharacterClass.Symbol);
        Mark(table, SymbolRanges, CharacterClass.Symbol);
        return table;
    }

    private static void Mark(ushort[] table, ReadOnlySpan<int> ranges, CharacterClass mark)
    {
        for (int i = 0; i < ranges.Length; i += 2)
        {
            for (int codePoint = ranges[i]; codePoint <= ranges[i + 1]; codePoint++)
            {
                table[codePoint] |= (ushort)mark;
            }
        }
    }

    private static CharacterClass Classify(Rune rune)
    {
        CharacterClass space = IsWhiteSpace(rune.Value) ? CharacterClass.WhiteSpace : CharacterClass.None;
        if (rune.Value is 0x0A or 0x0B or 0x0C or 0x0D or 0x1C or 0x1D or 0x1E or 0x85 or 0x2028 or 0x2029)
        {
            return space | CharacterClass.LineBreak;
        }

        return space != CharacterClass.None ? space : Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter => CharacterClass.Letter | CharacterClass.Word | CharacterClass.UpperCase,
            <= UnicodeCategory.OtherLetter => CharacterClass.Letter | CharacterClass.Word,
            UnicodeCategory.DecimalDigitNumber => CharacterClass.Digit | CharacterClass.Word,
            <= UnicodeCategory.OtherNumber => CharacterClass.Word,
            >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation => CharacterClass.Punctuation,
            >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol => CharacterClass.None,
            _ => CharacterClass.Word,
        };
    }

    private static bool IsWhiteSpace(int codePoint) =>
        codePoint is (>= 0x09 and <= 0x0D) or (>= 0x1C and <= 0x20) or 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A)
            or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;
}
