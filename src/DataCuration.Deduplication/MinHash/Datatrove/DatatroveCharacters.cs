using System.Globalization;
using System.Text;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>What <see cref="DatatroveText"/> makes of one character, in UTF-8 and ready for one pass over bytes. Pure.</summary>
internal static class DatatroveCharacters
{
    /// <summary>Characters of one byte.</summary>
    public const int AsciiCount = 128;

    /// <summary>Most bytes that one character becomes: a Hangul syllable of three parts.</summary>
    public const int MaxBytes = 9;

    private const int CapitalIWithDot = 0x130;
    private const int CapitalSigma = 0x3A3;
    private const int FinalSigma = 0x3C2;

    /// <summary>What becomes of each ASCII character: a space, the digit 0, or a letter in lower case.</summary>
    private static readonly byte[] AsciiTable = [.. Enumerable.Range(0, AsciiCount).Select(code => Simplified((char)code))];

    private static readonly Dictionary<int, (byte[] Bytes, bool MayBeCut)> Decompositions = DatatroveText.Decompositions.ToDictionary(
        pair => pair.Key,
        pair => (Encoding.UTF8.GetBytes(pair.Value), pair.Value.EnumerateRunes().Any(DatatroveWords.IsSymbol)));

    /// <summary>What becomes of each ASCII character.</summary>
    public static ReadOnlySpan<byte> Ascii => AsciiTable;

    /// <summary>
    /// Lower case by Python's rules: a capital sigma at a word's end becomes a final one, and a dotted capital I is an i, because its dot goes
    /// later anyway.
    /// </summary>
    /// <param name="rune">The character.</param>
    /// <param name="before">The text before it.</param>
    /// <param name="after">The text after it.</param>
    public static Rune Lower(Rune rune, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) => rune.Value switch
    {
        CapitalIWithDot => new Rune('i'),
        CapitalSigma when IsCasedBefore(before) && !IsCasedAfter(after) => new Rune(FinalSigma),
        _ => Rune.ToLowerInvariant(rune),
    };

    /// <summary>A decimal digit of any script.</summary>
    public static bool IsDigit(Rune rune) =>
        rune.Value < AsciiCount ? char.IsAsciiDigit((char)rune.Value) : Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;

    /// <summary>White space or one of the characters that become a space.</summary>
    public static bool IsSpace(Rune rune) => rune.IsBmp && (DatatroveText.IsPunctuation((char)rune.Value) || char.IsWhiteSpace((char)rune.Value));

    /// <summary>The bytes of a number that starts with a digit of <paramref name="first"/> bytes: digits, and once a separator with more digits.</summary>
    public static int NumberLength(ReadOnlySpan<byte> utf8, int first)
    {
        int length = first + DigitsLength(utf8[first..]);
        if (length < utf8.Length)
        {
            Rune.DecodeFromUtf8(utf8[length..], out Rune separator, out int separatorLength);
            if (separator.IsBmp && DatatroveText.IsNumberSeparator((char)separator.Value) && DigitsLength(utf8[(length + separatorLength)..]) is > 0 and int more)
            {
                length += separatorLength + more;
            }
        }

        return length;
    }

    /// <summary>Writes a character's canonical decomposition without nonspacing marks; returns its bytes.</summary>
    /// <param name="rune">In lower case.</param>
    /// <param name="target">At least <see cref="MaxBytes"/>.</param>
    /// <param name="mayBeCut">The tokenizer may separate what was written from its neighbours.</param>
    public static int Decompose(Rune rune, Span<byte> target, out bool mayBeCut)
    {
        if (Decompositions.TryGetValue(rune.Value, out (byte[] Bytes, bool MayBeCut) decomposition))
        {
            mayBeCut = decomposition.MayBeCut;
            decomposition.Bytes.CopyTo(target);
            return decomposition.Bytes.Length;
        }

        if (DatatroveText.IsSyllable(rune))
        {
            mayBeCut = false;
            StringBuilder parts = new(3);
            DatatroveText.AppendSyllable(rune, parts);
            return Encoding.UTF8.GetBytes(parts.ToString(), target);
        }

        mayBeCut = DatatroveWords.IsSymbol(rune);
        return rune.Value >= 0xA0 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark ? 0 : rune.EncodeToUtf8(target);
    }

    private static bool IsCasedBefore(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0)
        {
            Rune.DecodeLastFromUtf8(text, out Rune rune, out int bytes);
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (!DatatroveText.IsCaseIgnorable(rune.Value, category))
            {
                return DatatroveText.IsCased(category);
            }

            text = text[..^bytes];
        }

        return false;
    }

    private static bool IsCasedAfter(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int bytes);
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (!DatatroveText.IsCaseIgnorable(rune.Value, category))
            {
                return DatatroveText.IsCased(category);
            }

            text = text[bytes..];
        }

        return false;
    }

    private static int DigitsLength(ReadOnlySpan<byte> utf8)
    {
        int length = 0;
        while (length < utf8.Length)
        {
            Rune.DecodeFromUtf8(utf8[length..], out Rune rune, out int bytes);
            if (!IsDigit(rune))
            {
                break;
            }

            length += bytes;
        }

        return length;
    }

    private static byte Simplified(char character)
    {
        if (char.IsAsciiDigit(character))
        {
            return (byte)'0';
        }

        return IsSpace(new Rune(character)) ? (byte)' ' : (byte)char.ToLowerInvariant(character);
    }
}
