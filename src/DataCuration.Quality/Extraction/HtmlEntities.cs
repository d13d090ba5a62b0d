using System.Collections.Frozen;
using System.Globalization;

namespace DataCuration.Quality.Extraction;

/// <summary>Named and numeric character references of HTML (WHATWG HTML, 13.5 and 13.2.5.80). Pure.</summary>
internal static class HtmlEntities
{
    private const int LongestName = 32;

    // Numeric references to C1 controls mean windows-1252 characters.
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private static readonly FrozenDictionary<string, Entity> Named = Load();
    private static readonly FrozenDictionary<string, Entity>.AlternateLookup<ReadOnlySpan<char>> Lookup = Named.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads the reference at the start of the text, which is an ampersand.</summary>
    /// <returns>How many characters it takes; 0 when it is no reference.</returns>
    public static int Read(ReadOnlySpan<char> text, Span<char> decoded, out int decodedLength)
    {
        decodedLength = 0;
        if (text.Length < 3)
        {
            return 0;
        }

        return text[1] == '#' ? ReadNumber(text, decoded, out decodedLength) : ReadName(text, decoded, out decodedLength);
    }

    /// <summary>An attribute or a title as a reader sees it: references decoded, white space collapsed, at most so many characters; null when nothing is left.</summary>
    public static string? Collapse(ReadOnlySpan<char> text, int maxLength)
    {
        System.Text.StringBuilder result = new();
        Span<char> decoded = stackalloc char[4];
        bool hasSpace = false;
        for (int i = 0; i < text.Length && result.Length < maxLength; i++)
        {
            int length = 0;
            int used = text[i] == '&' ? Read(text[i..], decoded, out length) : 0;
            if (used == 0)
            {
                (decoded[0], length, used) = (text[i], 1, 1);
            }

            i += used - 1;
            if (char.IsWhiteSpace(decoded[0]))
            {
                hasSpace = true;
            }
            else if (!char.IsControl(decoded[0]) && decoded[0] is not ('\u00AD' or '\u200B' or '\uFEFF'))
            {
                result.Append(hasSpace && result.Length > 0 ? " " : "").Append(decoded[..length]);
                hasSpace = false;
            }
        }

        return result.Length == 0 ? null : result.ToString();
    }

    private static int ReadNumber(ReadOnlySpan<char> text, Span<char> decoded, out int decodedLength)
    {
        bool isHex = text[2] is 'x' or 'X';
        int start = isHex ? 3 : 2;
        int end = start;
        uint value = 0;
        while (end < text.Length && (isHex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])))
        {
            value = Math.Min((value * (isHex ? 16u : 10u)) + (uint)HexDigit(text[end]), 0x110000);
            end++;
        }

        decodedLength = 0;
        if (end == start)
        {
            return 0;
        }

        if (value is >= 0x80 and < 0xA0)
        {
            value = Windows1252[(int)value - 0x80];
        }

        if (value is 0 or > 0x10FFFF or (>= 0xD800 and < 0xE000))
        {
            value = 0xFFFD;
        }

        decodedLength = new System.Text.Rune(value).EncodeToUtf16(decoded);
        return end < text.Length && text[end] == ';' ? end + 1 : end;
    }

    private static int HexDigit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static int ReadName(ReadOnlySpan<char> text, Span<char> decoded, out int decodedLength)
    {
        int end = 1;
        int limit = Math.Min(text.Length, LongestName + 1);
        while (end < limit && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        decodedLength = 0;
        if (end < text.Length && text[end] == ';' && Lookup.TryGetValue(text[1..end], out Entity? entity))
        {
            entity.Text.CopyTo(decoded);
            decodedLength = entity.Text.Length;
            return end + 1;
        }

        // Old names need no semicolon, and the longest that fits counts.
        for (int length = Math.Min(end - 1, 6); length >= 2; length--)
        {
            if (Lookup.TryGetValue(text.Slice(1, length), out Entity? old) && old.NeedsNoSemicolon)
            {
                old.Text.CopyTo(decoded);
                decodedLength = old.Text.Length;
                return length + 1;
            }
        }

        return 0;
    }

    private static FrozenDictionary<string, Entity> Load()
    {
        using Stream stream = typeof(HtmlEntities).Assembly.GetManifestResourceStream(typeof(HtmlEntities), "HtmlEntities.txt")!;
        using StreamReader reader = new(stream);
        Dictionary<string, Entity> named = new(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            bool needsNoSemicolon = line[space + 1] == '~';
            string hex = line[(space + (needsNoSemicolon ? 2 : 1))..];
            string text = string.Concat(hex.Split(' ').Select(part => char.ConvertFromUtf32(int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
            named.Add(line[..space], new Entity(text, needsNoSemicolon));
        }

        return named.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Entity(string Text, bool NeedsNoSemicolon);
}
