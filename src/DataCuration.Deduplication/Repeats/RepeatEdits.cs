using DataCuration.Documents.Edits;

namespace DataCuration.Deduplication.Repeats;

/// <summary>Repeated spans as cuts of the text. Pure.</summary>
public static class RepeatEdits
{
    /// <summary>
    /// A cut for each span. Blanks beside a cut go with it, and the separator takes its place, unless nothing else stands before or after it.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="spans">In the order of the text, apart from each other.</param>
    /// <param name="rule">The rule that asks for the cuts.</param>
    /// <param name="separator">Joins the text before and after a cut.</param>
    public static IReadOnlyList<TextEdit> Of(ReadOnlySpan<byte> utf8, IReadOnlyList<RepeatedSpan> spans, string rule, string separator)
    {
        ArgumentNullException.ThrowIfNull(spans);
        List<TextEdit> edits = new(spans.Count);
        int kept = 0;
        bool hasTextBefore = false;
        for (int i = 0; i < spans.Count; i++)
        {
            int limit = i + 1 < spans.Count ? spans[i + 1].Start : utf8.Length;
            int start = spans[i].Start, end = spans[i].End;
            while (start > kept && utf8[start - 1] is (byte)' ' or (byte)'\t')
            {
                start--;
            }

            while (end < limit && utf8[end] is (byte)' ' or (byte)'\t')
            {
                end++;
            }

            hasTextBefore |= !IsBlank(utf8[kept..start]);
            edits.Add(new TextEdit(rule, start, end - start, hasTextBefore && HasTextAfter(utf8, spans, i) ? separator : ""));
            kept = end;
        }

        return edits;
    }

    /// <summary>Bytes that stay when the spans go, without the white space around what stays.</summary>
    public static int Remainder(ReadOnlySpan<byte> utf8, IReadOnlyList<RepeatedSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        int kept = 0, remainder = 0;
        foreach (RepeatedSpan span in spans)
        {
            remainder += utf8[kept..span.Start].Trim(" \t\r\n"u8).Length;
            kept = span.End;
        }

        return remainder + utf8[kept..].Trim(" \t\r\n"u8).Length;
    }

    private static bool HasTextAfter(ReadOnlySpan<byte> utf8, IReadOnlyList<RepeatedSpan> spans, int i)
    {
        for (; i < spans.Count; i++)
        {
            if (!IsBlank(utf8[spans[i].End..(i + 1 < spans.Count ? spans[i + 1].Start : utf8.Length)]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBlank(ReadOnlySpan<byte> utf8) => utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0;
}
