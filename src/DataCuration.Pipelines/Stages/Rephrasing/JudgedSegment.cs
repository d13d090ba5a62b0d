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

    /// <summary>The answer before cleaning; null without one.</summary>
    public string? Answer { get; init; }

    /// <summary>The classifier's score of the answer less that of the segment; null without both.</summary>
    public double? QualityGain { get; init; }

    /// <summary>The segment was sent.</summary>
    public bool WasSent => !Row.Status.StartsWith(SegmentRow.DroppedPrefix, StringComparison.Ordinal);

    /// <summary>A row a segment: its status, and of each check a column with what it measured and one with what that means.</summary>
    public static ColumnTable ToTable(IReadOnlyList<JudgedSegment> segments) => new(
        [.. segments.Select(segment => segment.Row.Id)],
        [
            new Column<string?>("parent", [.. segments.Select(segment => segment.Row.Parent.ToString())]),
            new Column<string?>("style", [.. segments.Select(segment => segment.Row.Style)]),
            new Column<int>("segment", [.. segments.Select(segment => segment.Row.Index)]),
            new Column<string?>("status", [.. segments.Select(segment => segment.Status)]),
            .. OutputChecks.Names.SelectMany((name, check) => new Column[]
            {
                new Column<double>("check." + name, [.. segments.Select(segment => segment.Output?.Values[check].Value ?? double.NaN)]),
                new Column<string?>($"check.{name}.outcome", [.. segments.Select(segment => Word(segment.Output?.Values[check].Outcome))]),
            }),
            new Column<double>("check.quality.gain", [.. segments.Select(segment => segment.QualityGain ?? double.NaN)]),
        ]);

    /// <summary>Null when there was no answer to check.</summary>
    private static string? Word(CheckOutcome? outcome) => outcome switch
    {
        null => null,
        CheckOutcome.Passed => "passed",
        CheckOutcome.Failed => "failed",
        CheckOutcome.Measured => "measured",
        CheckOutcome.NotApplicable => "not-applicable",
        CheckOutcome.NotRun => "not-run",
        CheckOutcome.NotReached => "not-reached",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome."),
    };
}
