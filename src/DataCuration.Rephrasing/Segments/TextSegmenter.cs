namespace DataCuration.Rephrasing.Segments;

/// <summary>
/// Cuts a document into ranges of whole sentences, packed greedily up to the style's size (WRAP section 3: longer inputs lose information). Fenced code and
/// tables are never cut; a sentence above the size is cut at clauses or spaces, never inside a grapheme. Every character belongs to exactly one range. Pure.
/// </summary>
public static class TextSegmenter
{
    /// <summary>Reason: below <see cref="SegmentOptions.MinSegmentTokens"/>.</summary>
    public const string TooShort = "too-short";

    /// <summary>Reason: code, a table or one grapheme above the size.</summary>
    public const string TooLong = "too-long";

    /// <summary>Reason: code or a table under <see cref="SegmentOptions.ExcludeCodeAndTables"/>.</summary>
    public const string Excluded = "code-or-table";

    /// <summary>Reason: the whole document is below <see cref="SegmentOptions.MinDocumentTokens"/>.</summary>
    public const string ShortDocument = "short-document";

    /// <summary>The segments in order, dropped ones included.</summary>
    public static IReadOnlyList<TextSegment> Cut(string text, SegmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        if (text.Length == 0)
            return [];
        int tokens = TokenEstimate.Of(text, options.BytesPerToken);
        if (tokens < options.MinDocumentTokens)
            return [new TextSegment(0, text.Length, tokens, ShortDocument)];

        List<TextSegment> segments = [];
        int start = 0;
        int end = 0;
        double cost = 0;
        foreach (TextUnit unit in TextUnits.Of(text, options))
        {
            double unitCost = TokenEstimate.CostOf(text.AsSpan(unit.Start, unit.Length), options.BytesPerToken);
            string? dropped = unit.IsAtomic && options.ExcludeCodeAndTables ? Excluded
                : unitCost > options.MaxSegmentTokens ? TooLong
                : null;
            if (dropped is not null || cost + unitCost > options.MaxSegmentTokens)
                Close(unit.Start);
            if (dropped is not null)
            {
                segments.Add(new TextSegment(unit.Start, unit.Length, TokenEstimate.RoundUp(unitCost), dropped));
                start = unit.Start + unit.Length;
            }
            else
            {
                cost += unitCost;
            }

            end = unit.Start + unit.Length;
        }

        Close(end);
        return segments;

        void Close(int at)
        {
            if (at > start)
            {
                int size = TokenEstimate.RoundUp(cost);
                segments.Add(new TextSegment(start, at - start, size, size < options.MinSegmentTokens ? TooShort : null));
            }

            (start, cost) = (at, 0);
        }
    }
}
