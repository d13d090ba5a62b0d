using System.Globalization;

namespace DataCuration.Rephrasing.Segments;

/// <summary>Splits a text into sentences, code blocks and tables, without gap or overlap. Pure.</summary>
internal static class TextUnits
{
    public static IEnumerable<TextUnit> Of(string text, SegmentOptions options)
    {
        int at = 0;
        while (at < text.Length)
        {
            int atomicEnd = AtomicEnd(text, at);
            if (atomicEnd > at)
            {
                yield return new TextUnit(at, atomicEnd - at, IsAtomic: true);
                at = atomicEnd;
                continue;
            }

            int lineEnd = NextLine(text, at);
            while (at < lineEnd)
            {
                int end = SentenceEnd(text, at, lineEnd);
                foreach (TextUnit piece in Pieces(text, at, end, options))
                    yield return piece;
                at = end;
            }
        }
    }

    /// <summary>The end of the code block or table that begins at a line's start; the start itself when there is none.</summary>
    private static int AtomicEnd(string text, int start)
    {
        int end = NextLine(text, start);
        if (text.AsSpan(start, end - start).TrimStart().StartsWith("```"))
        {
            for (int line = end; line < text.Length; line = NextLine(text, line))
            {
                int next = NextLine(text, line);
                if (text.AsSpan(line, next - line).Trim().StartsWith("```"))
                    return next;
            }

            return start; // A fence that never closes is prose.
        }

        int rows = 0;
        int tableEnd = start;
        while (tableEnd < text.Length)
        {
            int next = NextLine(text, tableEnd);
            ReadOnlySpan<char> line = text.AsSpan(tableEnd, next - tableEnd).Trim();
            if (!line.StartsWith("|") && line.Count('\t') < 2)
                break;
            (tableEnd, rows) = (next, rows + 1);
        }

        return rows >= 2 ? tableEnd : start;
    }

    private static int NextLine(string text, int at)
    {
        int newline = text.IndexOf('\n', at);
        return newline < 0 ? text.Length : newline + 1;
    }

    private static int SentenceEnd(string text, int start, int limit)
    {
        for (int i = start; i < limit; i++)
        {
            bool isWide = text[i] is '。' or '！' or '？';
            if (!isWide && text[i] is not ('.' or '!' or '?' or '…' or '؟' or '۔' or '।'))
                continue;
            int end = i + 1;
            while (end < limit && IsAfterSentence(text[end]))
                end++;
            int after = end;
            while (after < limit && char.IsWhiteSpace(text[after]))
                after++;
            if (isWide || after > end || after == limit)
                return after;
            i = end - 1;
        }

        return limit;
    }

    private static bool IsAfterSentence(char c) =>
        c is '.' or '!' or '?' or '。' or '！' or '？' or '"' or '\'' or ')' or ']' or '”' or '’' or '»' or '」' or '』' or '）';

    /// <summary>The sentence whole, or cut after a clause mark or a space, or else between graphemes.</summary>
    private static IEnumerable<TextUnit> Pieces(string text, int start, int end, SegmentOptions options)
    {
        if (TokenEstimate.CostOf(text.AsSpan(start, end - start), options.BytesPerToken) <= options.MaxSegmentTokens)
        {
            yield return new TextUnit(start, end - start, IsAtomic: false);
            yield break;
        }

        int clause = -1;
        int space = -1;
        double cost = 0;
        int at = start;
        while (at < end)
        {
            int length = Math.Min(StringInfo.GetNextTextElementLength(text, at), end - at);
            double step = TokenEstimate.CostOf(text.AsSpan(at, length), options.BytesPerToken);
            if (at > start && cost + step > options.MaxSegmentTokens)
            {
                int cut = clause > start + ((at - start) / 2) ? clause : space > start ? space : at;
                yield return new TextUnit(start, cut - start, IsAtomic: false);
                (start, at, clause, space, cost) = (cut, cut, -1, -1, 0);
                continue;
            }

            (cost, at) = (cost + step, at + length);
            if (text[at - 1] is ',' or ';' or ':' or '，' or '、' or '；' or '：')
                clause = at;
            else if (char.IsWhiteSpace(text[at - 1]))
                space = at;
        }

        yield return new TextUnit(start, end - start, IsAtomic: false);
    }
}
