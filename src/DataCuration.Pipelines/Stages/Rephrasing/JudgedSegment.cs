using DataCuration.Documents.Columns;
using DataCuration.Rephrasing.Checks;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>A segment after the checks.</summary>
/// <param name="Row">What became of it at the server.</param>
/// <param name="Status"><c>ok</c>, <c>filtered:CHECK</c>, or the row's own when there was no answer to check.</param>
/// <param name="Output">The checks' values and the cleaned text; null without an answer.</param>
/// <param name="Source">The segment's text.</param>
internal sealed record JudgedSegment(SegmentRow Row, string Status, CheckedOutput? Output, string Source)
{
    public const string FilteredPrefix = "filtered:";

    /// <summary>The accepted text; null when there is none.</summary>
    public string? Text => Status == SegmentRow.Answered ? Output!.Text : null;

    /// <summary>The segment was sent.</summary>
    public bool WasSent => !Row.Status.StartsWith(SegmentRow.DroppedPrefix, StringComparison.Ordinal);

    /// <summary>A row a segment: its status, and each check as a column of its own.</summary>
    public static ColumnTable ToTable(IReadOnlyList<JudgedSegment> segments) => new(
        [.. segments.Select(segment => segment.Row.Id)],
        [
            new Column<string?>("parent", [.. segments.Select(segment => segment.Row.Parent.ToString())]),
            new Column<string?>("style", [.. segments.Select(segment => segment.Row.Style)]),
            new Column<int>("segment", [.. segments.Select(segment => segment.Row.Index)]),
            new Column<string?>("status", [.. segments.Select(segment => segment.Status)]),
            .. OutputChecks.Names.Select((name, check) =>
                (Column)new Column<double>("check." + name, [.. segments.Select(segment => segment.Output?.Values[check].Value ?? double.NaN)])),
        ]);
}
