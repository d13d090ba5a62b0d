// Repeated lines and paragraphs: Rae et al. 2021 (arXiv 2112.11446), table A1, and Penedo et al. 2024 (arXiv 2406.17557), section 3.6,
// as datatrove 0.10 measures them. A duplicate is every copy after the first; sizes are code points. Paragraphs are the stripped text
// split at two or more line feeds; lines are the unstripped text split at one or more, so that a leading and a trailing line feed each
// add an empty line, and the second empty line is a duplicate of the first.
using System.IO.Hashing;
using DataCuration.Quality.Rules.Unicode;

namespace DataCuration.Quality.Rules.Repetition;

/// <summary>Counts repeated lines and paragraphs. Reuses its memory; single-threaded.</summary>
internal sealed class RepeatedSegments
{
    private readonly SpanSet _set = new();

    /// <summary>Blank segments are not counted.</summary>
    public bool SkipsBlank { get; init; }

    /// <summary>Counts paragraphs.</summary>
    public SegmentCounts Paragraphs(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> stripped = CharacterTable.Trim(text);
        return Count(stripped, minBreaks: 2, out _);
    }

    /// <summary>Counts lines, and on the way what FineWeb asks of the lines that are not blank.</summary>
    public SegmentCounts Lines(ReadOnlySpan<byte> text, out VisibleLineCounts visible) => Count(text, minBreaks: 1, out visible);

    private SegmentCounts Count(ReadOnlySpan<byte> text, int minBreaks, out VisibleLineCounts visible)
    {
        _set.Reset((text.Count((byte)'\n') / minBreaks) + 1);
        SegmentCounts counts = default;
        visible = default;
        int start = 0;
        while (true)
        {
            int end = FindBreak(text, start, minBreaks, out int next);
            ReadOnlySpan<byte> segment = text[start..end];
            bool isBlank = CharacterTable.TrimStart(segment).IsEmpty;
            if (isBlank && SkipsBlank)
            {
                if (next < 0)
                {
                    return counts;
                }

                start = next;
                continue;
            }

            int codePoints = CharacterTable.CountCodePoints(segment);
            bool isDuplicate = _set.Add(text, start, segment.Length, XxHash3.HashToUInt64(segment)) > 0;
            counts.Total++;
            if (isDuplicate)
            {
                counts.Duplicates++;
                counts.DuplicateCodePoints += codePoints;
            }

            if (minBreaks == 1 && !isBlank)
            {
                visible.Total++;
                visible.Short += codePoints <= VisibleLineCounts.ShortLine ? 1 : 0;
                visible.Terminal += IsTerminal(segment) ? 1 : 0;
                visible.DuplicateCodePoints += isDuplicate ? codePoints : 0;
            }

            if (next < 0)
            {
                return counts;
            }

            start = next;
        }
    }

    /// <summary>Datatrove looks at the very last code point; otherwise white space, quotation marks and brackets may follow the mark.</summary>
    private bool IsTerminal(ReadOnlySpan<byte> line) => SkipsBlank
        ? TerminalMarks.Ends(line)
        : (CharacterTable.DecodeLast(line, line.Length, out _) & CharacterClass.Terminal) != 0;

    /// <summary>Where the segment ends, and where the next one starts (-1: it was the last).</summary>
    private static int FindBreak(ReadOnlySpan<byte> text, int start, int minBreaks, out int next)
    {
        int search = start;
        while (true)
        {
            int found = text[search..].IndexOf((byte)'\n');
            if (found < 0)
            {
                next = -1;
                return text.Length;
            }

            int end = search + found;
            next = end + 1;
            while (next < text.Length && text[next] == (byte)'\n')
            {
                next++;
            }

            if (next - end >= minBreaks)
            {
                return end;
            }

            search = next;
        }
    }
}
