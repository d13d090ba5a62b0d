using System.Text;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Substrings;

/// <summary>Shrinks spans to whole words, sentences or lines. Pure; every result lies between characters when the span does.</summary>
internal static class SpanSnapping
{
    /// <summary>The largest span inside [start, end) whose ends are allowed; null when there is none.</summary>
    public static (int Start, int End)? Snap(ReadOnlySpan<byte> utf8, int start, int end, SpanSnap snap)
    {
        if (snap == SpanSnap.None)
        {
            return (start, end);
        }

        while (start < end && !IsBoundary(utf8, start, snap))
        {
            start += LengthAt(utf8, start);
        }

        while (end > start && !IsBoundary(utf8, end, snap))
        {
            end -= LengthBefore(utf8, end);
        }

        return start < end ? (start, end) : null;
    }

    private static bool IsBoundary(ReadOnlySpan<byte> utf8, int at, SpanSnap snap) =>
        at == 0 || at == utf8.Length || snap switch
        {
            SpanSnap.Line => utf8[at - 1] is (byte)'\n' or (byte)'\r' || utf8[at] is (byte)'\n' or (byte)'\r',
            SpanSnap.Sentence => IsSentenceBoundary(utf8, at),
            _ => IsWordBoundary(Before(utf8, at), After(utf8, at)),
        };

    private static bool IsWordBoundary(Rune before, Rune after) =>
        !IsInWord(before) || !IsInWord(after) || FoldedCharacters.IsUnspaced(before.Value) || FoldedCharacters.IsUnspaced(after.Value);

    private static bool IsInWord(Rune rune) => FoldedCharacters.Fold(rune) != FoldedCharacters.Separator || rune.Value is '\'' or 0x2019;

    // After the end of a sentence and its closing quotes, at once or after the white space that follows; and at the ends of lines.
    private static bool IsSentenceBoundary(ReadOnlySpan<byte> utf8, int at)
    {
        Rune after = After(utf8, at);
        if (after.Value is '\n' or '\r')
        {
            return true;
        }

        bool isSpaced = Rune.IsWhiteSpace(after);
        int position = at;
        for (Rune before; position > 0 && Rune.IsWhiteSpace(before = Before(utf8, position)); position -= before.Utf8SequenceLength)
        {
            isSpaced = true;
            if (before.Value is '\n' or '\r')
            {
                return true;
            }
        }

        for (Rune before; position > 0 && IsClosing(before = Before(utf8, position)); position -= before.Utf8SequenceLength)
        {
        }

        return position == 0 || Before(utf8, position).Value is 0x3002 or 0xFF01 or 0xFF1F || (isSpaced && Before(utf8, position).Value is '.' or '!' or '?' or 0x2026);
    }

    private static bool IsClosing(Rune rune) => rune.Value is '"' or '\'' or ')' or ']' or 0x2019 or 0x201D or 0x300D or 0xFF09;

    private static Rune After(ReadOnlySpan<byte> utf8, int at)
    {
        Rune.DecodeFromUtf8(utf8[at..], out Rune rune, out _);
        return rune;
    }

    private static Rune Before(ReadOnlySpan<byte> utf8, int at)
    {
        Rune.DecodeLastFromUtf8(utf8[..at], out Rune rune, out _);
        return rune;
    }

    private static int LengthAt(ReadOnlySpan<byte> utf8, int at)
    {
        Rune.DecodeFromUtf8(utf8[at..], out _, out int length);
        return Math.Max(1, length);
    }

    private static int LengthBefore(ReadOnlySpan<byte> utf8, int at)
    {
        Rune.DecodeLastFromUtf8(utf8[..at], out _, out int length);
        return Math.Max(1, length);
    }
}
