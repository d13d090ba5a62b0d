// Runs of word characters and runs of other visible characters, as NLTK's WordPunctTokenizer cuts a lower-cased text: \w+|[^\w\s]+ with Python's
// meaning of \w (letters, every kind of number, underscore) and \s. What differs: lower case is the simple mapping, letter by letter; Python also
// expands one letter (İ) and looks at neighbours for the final sigma.
using System.Globalization;
using System.Text;

namespace DataCuration.Quality.Importance;

/// <summary>Cuts texts into lower-case words and punctuation. Pure.</summary>
internal static class WordPunctuation
{
    private enum Kind
    {
        Space,
        Word,
        Punctuation,
    }

    /// <summary>Writes the tokens' lower-case UTF-8 bytes one after another and their ends; returns the number of tokens.</summary>
    public static int Cut(ReadOnlySpan<byte> utf8, ref byte[] bytes, ref int[] ends)
    {
        // A lower-case letter takes at most three bytes for two (Ⱥ, U+023A).
        if (bytes.Length < (utf8.Length * 3 / 2) + 4)
        {
            bytes = new byte[(utf8.Length * 3 / 2) + 4];
        }

        int written = 0;
        int count = 0;
        Kind open = Kind.Space;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
            utf8 = utf8[length..];
            Kind kind = KindOf(rune);
            if (kind != open && open != Kind.Space)
            {
                End(ref ends, ref count, written);
            }

            open = kind;
            if (kind != Kind.Space)
            {
                written += Rune.ToLowerInvariant(rune).EncodeToUtf8(bytes.AsSpan(written));
            }
        }

        if (open != Kind.Space)
        {
            End(ref ends, ref count, written);
        }

        return count;
    }

    private static void End(ref int[] ends, ref int count, int end)
    {
        if (count == ends.Length)
        {
            Array.Resize(ref ends, count * 2);
        }

        ends[count++] = end;
    }

    private static Kind KindOf(Rune rune)
    {
        if (rune.IsAscii)
        {
            char c = (char)rune.Value;
            return char.IsAsciiLetterOrDigit(c) || c == '_' ? Kind.Word
                : c is ' ' or (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f') ? Kind.Space
                : Kind.Punctuation;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Word,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Word,
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Kind.Space,
            _ => rune.Value == 0x85 ? Kind.Space : Kind.Punctuation,
        };
    }
}
