using System.Text;
using DataCuration.Deduplication.MinHash;

namespace DataCuration.Deduplication.Exact;

/// <summary>What MinHash sees of a text, written out: letters, marks and numbers in lower case, anything else as one space, none at the ends. Pure.</summary>
internal static class LettersOnly
{
    /// <summary>Bytes that a text of this many can need: lower case may be one byte longer than a two-byte capital.</summary>
    public static int MaxLength(int length) => checked((length * 3 / 2) + 4);

    /// <summary>Writes the folded text; returns the number of bytes written.</summary>
    /// <param name="utf8">The text; invalid sequences separate words.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    public static int Fold(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        int written = 0;
        bool isSpacePending = false;
        for (int i = 0; i < utf8.Length;)
        {
            int folded;
            if (utf8[i] < 0x80)
            {
                folded = FoldedCharacters.AsciiTable[utf8[i++]];
            }
            else
            {
                Rune.DecodeFromUtf8(utf8[i..], out Rune rune, out int width);
                folded = FoldedCharacters.Fold(rune);
                i += width;
            }

            if (folded == FoldedCharacters.Separator)
            {
                isSpacePending = written > 0;
            }
            else if (folded != FoldedCharacters.Dropped)
            {
                if (isSpacePending)
                {
                    destination[written++] = (byte)' ';
                    isSpacePending = false;
                }

                written += new Rune(folded).EncodeToUtf8(destination[written..]);
            }
        }

        return written;
    }
}
