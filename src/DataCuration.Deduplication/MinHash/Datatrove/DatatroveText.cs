// datatrove 0.10's simplify_text (utils/text.py, Apache-2.0), restated: lower case, numbers to 0, punctuation to spaces, white space to single
// spaces, canonical decomposition without nonspacing marks. In this order: it matters. The product runs without ICU, so decompositions come
// from a table. Cost: O(characters), one string a step. It says what is right; DatatroveShingles does the same faster, a byte at a time.
using System.Buffers;
using System.Globalization;
using System.Text;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>Normalises text as datatrove does before MinHash. Pure.</summary>
internal static class DatatroveText
{
    private const string Printable = "!/—”:％１〈&(、━\\【#%「」，】；+^]~“《„';’{|∶´[=-`*．（–？！：$～«〉,><》)?）。…@_.\"}►»";
    private const string NumberSeparators = ".,،٫⎖⎗⎘";
    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create(
        [.. Printable, .. Enumerable.Range(0, 160).Select(code => (char)code).Where(character => character is < (char)9 or (> (char)10 and < (char)32) or > (char)126)]);

    /// <summary>The canonical decomposition of each character that has one, without nonspacing marks; Hangul syllables are computed.</summary>
    public static Dictionary<int, string> Decompositions { get; } = ReadDecompositions();

    /// <summary>One of the characters that become a space.</summary>
    public static bool IsPunctuation(char character) => Punctuation.Contains(character);

    /// <summary>One of the characters that may stand once within a number.</summary>
    public static bool IsNumberSeparator(char character) => NumberSeparators.Contains(character, StringComparison.Ordinal);

    /// <summary>Letters with case, for the final sigma.</summary>
    public static bool IsCased(UnicodeCategory category) =>
        category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    /// <summary>Characters that the rule of the final sigma looks past.</summary>
    public static bool IsCaseIgnorable(int character, UnicodeCategory category) =>
        character is '\'' or '.' or ':' or 0x2019 or 0xB7
        || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter
            or UnicodeCategory.ModifierSymbol;

    /// <summary>A precomposed Hangul syllable.</summary>
    public static bool IsSyllable(Rune rune) => rune.Value is >= FirstSyllable and <= LastSyllable;

    /// <summary>The parts of a Hangul syllable (Unicode Standard, section 3.12).</summary>
    public static void AppendSyllable(Rune rune, StringBuilder target)
    {
        const int Trails = 28, Vowels = 21;
        int syllable = rune.Value - FirstSyllable;
        target.Append((char)(0x1100 + (syllable / (Trails * Vowels)))).Append((char)(0x1161 + (syllable / Trails % Vowels)));
        if (syllable % Trails > 0)
        {
            target.Append((char)(0x11A7 + (syllable % Trails)));
        }
    }

    /// <summary>The simplified text.</summary>
    public static string Simplify(string text)
    {
        StringBuilder spaced = new(text.Length);
        AppendLowerWithoutNumbers(text, spaced);
        string collapsed = Collapse(spaced);
        StringBuilder bare = new(collapsed.Length);
        foreach (Rune rune in collapsed.EnumerateRunes())
        {
            if (rune.Value < 0xA0)
            {
                bare.Append((char)rune.Value);
            }
            else
            {
                AppendDecomposed(rune, bare);
            }
        }

        return bare.ToString().Trim();
    }

    private static void AppendLowerWithoutNumbers(string text, StringBuilder target)
    {
        string lower = Lower(text);
        for (int i = 0; i < lower.Length;)
        {
            int digits = DigitsAt(lower, i);
            if (digits > 0)
            {
                i += digits;
                int more = i < lower.Length && IsNumberSeparator(lower[i]) ? DigitsAt(lower, i + 1) : 0;
                i += more > 0 ? more + 1 : 0;
                target.Append('0');
                continue;
            }

            target.Append(IsPunctuation(lower[i]) ? ' ' : lower[i]);
            i++;
        }
    }

    /// <summary>Python's str.lower: simple case mapping, but İ becomes two characters and a capital sigma at a word's end a final one.</summary>
    private static string Lower(string text)
    {
        string lower = text.ToLowerInvariant().Replace("\u0130", "i\u0307", StringComparison.Ordinal);
        if (!text.Contains('\u03A3', StringComparison.Ordinal))
        {
            return lower;
        }

        // Only the sigmas that were capitals change; lengths agree because İ is looked for afterwards.
        char[] characters = text.ToLowerInvariant().ToCharArray();
        for (int i = 0; i < characters.Length; i++)
        {
            if (text[i] == '\u03A3' && IsCasedBefore(text, i) && !IsCasedAfter(text, i))
            {
                characters[i] = '\u03C2';
            }
        }

        return new string(characters).Replace("\u0130", "i\u0307", StringComparison.Ordinal);
    }

    private static bool IsCasedBefore(string text, int index)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, index);
        while (before.Length > 0)
        {
            Rune.DecodeLastFromUtf16(before, out Rune rune, out int units);
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (!IsCaseIgnorable(rune.Value, category))
            {
                return IsCased(category);
            }

            before = before[..^units];
        }

        return false;
    }

    private static bool IsCasedAfter(string text, int index)
    {
        foreach (Rune rune in text.AsSpan(index + 1).EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (!IsCaseIgnorable(rune.Value, category))
            {
                return IsCased(category);
            }
        }

        return false;
    }

    /// <summary>UTF-16 units of the run of decimal digits that starts here.</summary>
    private static int DigitsAt(string text, int index)
    {
        int length = 0;
        while (index + length < text.Length
            && Rune.TryGetRuneAt(text, index + length, out Rune rune)
            && Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
        {
            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static string Collapse(StringBuilder text)
    {
        StringBuilder collapsed = new(text.Length);
        bool isPending = false;
        foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
        {
            foreach (char character in chunk.Span)
            {
                if (char.IsWhiteSpace(character))
                {
                    isPending = collapsed.Length > 0;
                    continue;
                }

                if (isPending)
                {
                    collapsed.Append(' ');
                    isPending = false;
                }

                collapsed.Append(character);
            }
        }

        return collapsed.ToString();
    }

    private static void AppendDecomposed(Rune rune, StringBuilder target)
    {
        if (IsSyllable(rune))
        {
            AppendSyllable(rune, target);
        }
        else if (Decompositions.TryGetValue(rune.Value, out string? decomposition))
        {
            target.Append(decomposition);
        }
        else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
        {
            target.Append(rune.ToString());
        }
    }

    private static Dictionary<int, string> ReadDecompositions() =>
        DatatroveResource.Lines("decompositions.txt")
            .Select(line => line.Split('='))
            .ToDictionary(
                pair => Hex(pair[0]),
                pair => string.Concat(pair[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => new Rune(Hex(code)).ToString())));

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
