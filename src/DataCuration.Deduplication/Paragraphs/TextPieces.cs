using System.Text;

namespace DataCuration.Deduplication.Paragraphs;

/// <summary>Divides texts into lines or paragraphs. Pure.</summary>
internal static class TextPieces
{
    /// <summary>The lines, without their line breaks.</summary>
    public static List<TextPiece> Lines(ReadOnlySpan<byte> utf8)
    {
        List<TextPiece> lines = [];
        for (int start = 0; start < utf8.Length;)
        {
            int length = utf8[start..].IndexOf((byte)'\n');
            int end = length < 0 ? utf8.Length : start + length, next = Math.Min(utf8.Length, end + 1);
            lines.Add(new TextPiece(start, end > start && utf8[end - 1] == '\r' ? end - 1 : end, next));
            start = next;
        }

        return lines;
    }

    /// <summary>The runs of lines that are not blank.</summary>
    public static List<TextPiece> Paragraphs(ReadOnlySpan<byte> utf8)
    {
        List<TextPiece> paragraphs = [];
        bool isOpen = false;
        foreach (TextPiece line in Lines(utf8))
        {
            bool isBlank = IsBlank(utf8[line.Start..line.End]);
            if (!isBlank && !isOpen)
            {
                paragraphs.Add(line);
            }
            else if (paragraphs.Count > 0)
            {
                paragraphs[^1] = new TextPiece(paragraphs[^1].Start, isBlank ? paragraphs[^1].End : line.End, line.Next);
            }

            isOpen = !isBlank;
        }

        return paragraphs;
    }

    /// <summary>At least that many words between white space. Where a script has no spaces, three characters count as a word, as long words hide there.</summary>
    public static bool HasWords(ReadOnlySpan<byte> utf8, int count)
    {
        int words = 0, unspaced = 0;
        bool isInWord = false;
        for (int at = 0; at < utf8.Length && words + (unspaced / 3) < count;)
        {
            Rune.DecodeFromUtf8(utf8[at..], out Rune rune, out int length);
            at += length;
            bool isSpace = Rune.IsWhiteSpace(rune);
            words += !isSpace && !isInWord ? 1 : 0;
            unspaced += MinHash.FoldedCharacters.IsUnspaced(rune.Value) ? 1 : 0;
            isInWord = !isSpace;
        }

        return words + (unspaced / 3) >= count;
    }

    /// <summary>Unicode code points; a byte that belongs to none counts as one.</summary>
    public static int Characters(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        foreach (byte unit in utf8)
        {
            count += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    private static bool IsBlank(ReadOnlySpan<byte> utf8) => utf8.IndexOfAnyExcept(" \t\r\f\v"u8) < 0;
}
