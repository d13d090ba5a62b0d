// Cuts text into the pieces that merges never cross, like GPT-2's pattern (Radford et al. 2019, §2.2; encoder.py):
//   's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
// written by hand over UTF-8. What differs: a byte that is no valid UTF-8 counts as a symbol, and a piece ends after 64 bytes,
// so that no text (a megabyte of one letter) makes encoding quadratic. Cost: one table look-up an ASCII byte.
using System.Buffers;
using System.Text;

namespace DataCuration.Probes.Tokenizer;

/// <summary>Splits UTF-8 text into pieces; the pieces concatenated are the text. Pure.</summary>
internal static class PreTokenizer
{
    /// <summary>The longest piece in bytes.</summary>
    public const int MaxPieceBytes = 64;

    private const byte Letter = 1;
    private const byte Digit = 2;
    private const byte Space = 3;
    private const byte Symbol = 0;
    private const byte NotAscii = 4;

    private static readonly byte[] Classes = BuildClasses();

    /// <summary>The length in bytes of the first piece; at least 1.</summary>
    /// <param name="text">Not empty.</param>
    public static int NextLength(ReadOnlySpan<byte> text)
    {
        byte kind = ClassOf(text, out int width);
        if (kind == Space) return SpaceLength(text, width);
        if (text[0] == (byte)'\'' && ContractionLength(text) is > 0 and int contraction) return contraction;
        return RunLength(text, width, kind);
    }

    /// <summary>Spaces before a word keep the last one for it; only a plain blank joins the word.</summary>
    private static int SpaceLength(ReadOnlySpan<byte> text, int width)
    {
        int end = width;
        int last = 0;
        while (end < text.Length)
        {
            if (ClassOf(text[end..], out int next) != Space)
            {
                if (last > 0) return last;
                if (text[0] != (byte)' ') return end;
                byte kind = ClassOf(text[1..], out int first);
                return RunLength(text, 1 + first, kind);
            }

            if (end + next > MaxPieceBytes) return end;
            last = end;
            end += next;
        }

        return end;
    }

    /// <summary>The end of the run of one class that starts before <paramref name="end"/>.</summary>
    private static int RunLength(ReadOnlySpan<byte> text, int end, byte kind)
    {
        while (end < text.Length)
        {
            byte simple = Classes[text[end]];
            if (simple != NotAscii)
            {
                if (simple != kind || end == MaxPieceBytes) return end;
                end++;
                continue;
            }

            if (ClassOf(text[end..], out int width) != kind || end + width > MaxPieceBytes) return end;
            end += width;
        }

        return end;
    }

    private static int ContractionLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2) return 0;
        if (text[1] is (byte)'s' or (byte)'t' or (byte)'m' or (byte)'d') return 2;
        if (text.Length < 3) return 0;
        ReadOnlySpan<byte> two = text.Slice(1, 2);
        return two.SequenceEqual("re"u8) || two.SequenceEqual("ve"u8) || two.SequenceEqual("ll"u8) ? 3 : 0;
    }

    private static byte ClassOf(ReadOnlySpan<byte> text, out int width)
    {
        byte kind = Classes[text[0]];
        width = 1;
        if (kind != NotAscii) return kind;
        if (Rune.DecodeFromUtf8(text, out Rune rune, out int consumed) != OperationStatus.Done) return Symbol;
        width = consumed;
        return Rune.IsLetter(rune) ? Letter : Rune.IsNumber(rune) ? Digit : Rune.IsWhiteSpace(rune) ? Space : Symbol;
    }

    private static byte[] BuildClasses()
    {
        byte[] classes = new byte[256];
        for (int value = 0; value < 256; value++)
        {
            classes[value] =
                value >= 0x80 ? NotAscii
                : char.IsAsciiLetter((char)value) ? Letter
                : char.IsAsciiDigit((char)value) ? Digit
                : value is ' ' or (>= '\t' and <= '\r') ? Space
                : Symbol;
        }

        return classes;
    }
}
