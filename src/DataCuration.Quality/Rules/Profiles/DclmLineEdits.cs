// The line edits of RefinedWeb (Penedo et al. 2023, arXiv 2306.01116, section G.2) as DCLM makes them (mlfoundations/dclm,
// baselines/mappers/modifiers.py, in the order of dclm_baseline_refinedweb.yaml). Lines are what line feeds separate. Dropped are lines of
// more than half capitals; of digits alone; counters such as "3 likes"; of one word. Then "items in cart" anywhere, "Read more" and any three
// characters at the end, and "Sign-in" at the start are cut out of lines of at most ten words, and a line with nothing left goes.
// Most steps also strip the whole text, which changes its first and last lines; so that is done here too.
// What differs: letters are compared in ASCII case only.
using System.Buffers;
using System.Globalization;
using System.Text;
using DataCuration.Quality.Rules.Unicode;

namespace DataCuration.Quality.Rules.Profiles;

/// <summary>Edits the lines of one text after another. Single-threaded.</summary>
internal sealed class DclmLineEdits
{
    private const double MaxUpperCase = 0.5;
    private const double MaxDigits = 0.999999;
    private const int MaxCutWords = 10;

    private static readonly byte[][] Counted =
    [
        [.. "likes"u8], [.. "shares"u8], [.. "comments"u8], [.. "retweets"u8], [.. "reposts"u8], [.. "quotes"u8], [.. "bookmarks"u8],
        [.. "upvotes"u8], [.. "downvotes"u8], [.. "downloads"u8], [.. "views"u8], [.. "followers"u8],
    ];

    private readonly List<byte[]> _lines = [];

    /// <summary>The lines that are left; none when the whole text went.</summary>
    public IReadOnlyList<byte[]> Lines => _lines;

    /// <summary>Edits a text.</summary>
    public void Edit(ReadOnlySpan<byte> text)
    {
        _lines.Clear();
        foreach (Range range in text.Split((byte)'\n'))
        {
            _lines.Add(text[range].ToArray());
        }

        Drop(line => line.Length > 0 && Share(line, IsUpperCase) > MaxUpperCase);
        Strip();
        Drop(line => line.Length > 0 && Share(line, IsDigit) > MaxDigits);
        Strip();
        Drop(line => IsCounter(line));
        Strip();
        Drop(line => line.Length > 0 && CountWords(line) < 2);
        Cut(CutCart);
        Cut(CutReadMore);
        Cut(CutSignIn);
    }

    private void Drop(Predicate<byte[]> isDropped) => _lines.RemoveAll(isDropped);

    private void Cut(Func<byte[], byte[]> cut)
    {
        int kept = 0;
        for (int i = 0; i < _lines.Count; i++)
        {
            byte[] line = _lines[i];
            if (CountWords(line) <= MaxCutWords)
            {
                byte[] rest = cut(line);
                if (line.Length > 0 && CharacterTable.TrimStart(rest).IsEmpty)
                {
                    continue;
                }

                line = rest;
            }

            _lines[kept++] = line;
        }

        _lines.RemoveRange(kept, _lines.Count - kept);
        Strip();
    }

    /// <summary>The text without white space at both ends.</summary>
    private void Strip()
    {
        int blank = _lines.TakeWhile(line => CharacterTable.TrimStart(line).IsEmpty).Count();
        _lines.RemoveRange(0, blank);
        while (_lines.Count > 0 && CharacterTable.TrimStart(_lines[^1]).IsEmpty)
        {
            _lines.RemoveAt(_lines.Count - 1);
        }

        if (_lines.Count > 0)
        {
            _lines[0] = CharacterTable.TrimStart(_lines[0]).ToArray();
            _lines[^1] = CharacterTable.TrimEnd(_lines[^1]).ToArray();
        }
    }

    private static double Share(ReadOnlySpan<byte> line, Func<Rune, bool> has)
    {
        int found = 0, all = 0;
        foreach (Rune rune in Runes(line))
        {
            found += has(rune) ? 1 : 0;
            all++;
        }

        return (double)found / all;
    }

    private static List<Rune> Runes(ReadOnlySpan<byte> line)
    {
        List<Rune> runes = new(line.Length);
        while (!line.IsEmpty)
        {
            _ = Rune.DecodeFromUtf8(line, out Rune rune, out int length);
            runes.Add(rune);
            line = line[length..];
        }

        return runes;
    }

    /// <summary>Python's <c>isupper</c> of one character: category Lu, Roman numerals, circled and squared capitals.</summary>
    private static bool IsUpperCase(Rune rune) => (CharacterTable.Of(rune.Value) & CharacterClass.UpperCase) != 0
        || rune.Value is (>= 0x2160 and <= 0x216F) or (>= 0x24B6 and <= 0x24CF) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);

    /// <summary>Python's <c>isdigit</c> of one character: superscripts and circled digits too.</summary>
    private static bool IsDigit(Rune rune) => rune.IsAscii ? char.IsAsciiDigit((char)rune.Value) : CharUnicodeInfo.GetDigitValue(rune.ToString(), 0) >= 0;

    private static int CountWords(ReadOnlySpan<byte> line)
    {
        int words = 0;
        for (int i = CharacterTable.SkipSpace(line, 0); i < line.Length; words++)
        {
            i = CharacterTable.SkipSpace(line, CharacterTable.SkipVisible(line, i));
        }

        return words;
    }

    /// <summary>A number, perhaps with K, M or B, and a word such as "likes", with nothing but punctuation around them.</summary>
    private static bool IsCounter(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> at = SkipNonWord(line);
        if (at.IsEmpty || !IsDecimal(at, out int length))
        {
            return false;
        }

        do
        {
            at = at[length..];
        }
        while (!at.IsEmpty && (IsDecimal(at, out length) || (at[0] is (byte)',' or (byte)'.' && (length = 1) == 1)));

        at = !at.IsEmpty && (at[0] | 0x20) is 'k' or 'm' or 'b' ? at[1..] : at;
        int space = CharacterTable.SkipSpace(at, 0);
        at = at[space..];
        return space > 0 && EndsWithCounted(at);
    }

    private static bool EndsWithCounted(ReadOnlySpan<byte> at)
    {
        foreach (byte[] word in Counted)
        {
            if (at.Length >= word.Length && Ascii.EqualsIgnoreCase(at[..word.Length], word) && SkipNonWord(at[word.Length..]).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDecimal(ReadOnlySpan<byte> at, out int length) => (CharacterTable.Decode(at, 0, out length) & CharacterClass.Digit) != 0;

    private static ReadOnlySpan<byte> SkipNonWord(ReadOnlySpan<byte> at)
    {
        while (!at.IsEmpty && at[0] != (byte)'_' && !AlphanumericSegments.StartsAlphanumeric(at))
        {
            _ = CharacterTable.Decode(at, 0, out int length);
            at = at[length..];
        }

        return at;
    }

    private static byte[] CutCart(byte[] line)
    {
        ReadOnlySpan<byte> phrase = "items in cart"u8;
        ArrayBufferWriter<byte>? rest = null;
        int from = 0;
        for (int i = 0; i + phrase.Length <= line.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(line.AsSpan(i, phrase.Length), phrase))
            {
                rest ??= new ArrayBufferWriter<byte>(line.Length);
                rest.Write(WithoutLastSpace(line.AsSpan(from, i - from)));
                from = i + phrase.Length;
                i = from - 1;
            }
        }

        rest?.Write(line.AsSpan(from));
        return rest?.WrittenSpan.ToArray() ?? line;
    }

    private static byte[] CutReadMore(byte[] line)
    {
        ReadOnlySpan<byte> phrase = "read more"u8;
        int end = line.Length;
        for (int i = 0; i < 3 && end > 0; i++)
        {
            _ = Rune.DecodeLastFromUtf8(line.AsSpan(0, end), out _, out int length);
            end -= length;
        }

        int start = end - phrase.Length;
        return start >= 0 && CharacterTable.CountCodePoints(line.AsSpan(end)) == 3 && Ascii.EqualsIgnoreCase(line.AsSpan(start, phrase.Length), phrase)
            ? WithoutLastSpace(line.AsSpan(0, start)).ToArray()
            : line;
    }

    private static byte[] CutSignIn(byte[] line)
    {
        ReadOnlySpan<byte> phrase = "sign-in"u8;
        if (line.Length < phrase.Length || !Ascii.EqualsIgnoreCase(line.AsSpan(0, phrase.Length), phrase))
        {
            return line;
        }

        ReadOnlySpan<byte> rest = line.AsSpan(phrase.Length);
        bool isSpace = !rest.IsEmpty & (CharacterTable.Decode(rest.IsEmpty ? " "u8 : rest, 0, out int length) & CharacterClass.WhiteSpace) != 0;
        return rest[(isSpace ? length : 0)..].ToArray();
    }

    private static ReadOnlySpan<byte> WithoutLastSpace(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && (CharacterTable.DecodeLast(text, text.Length, out int length) & CharacterClass.WhiteSpace) != 0 ? text[..^length] : text;
}
