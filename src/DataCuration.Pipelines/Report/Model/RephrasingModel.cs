using DataCuration.Documents;

namespace DataCuration.Pipelines.Report.Model;

/// <summary>What became of the segments that were to be said again.</summary>
internal sealed record RephrasingModel
{
    /// <summary>The styles, in the recipe's order.</summary>
    public required IReadOnlyList<RephrasedStyle> Styles { get; init; }

    /// <summary>Why segments have no text in the pools, most segments first.</summary>
    public required IReadOnlyList<RephrasingReason> Reasons { get; init; }
}

/// <summary>The segments of one style: accepted, filtered, failed and not sent are all of them.</summary>
/// <param name="Style">Its name.</param>
/// <param name="Segments">All.</param>
/// <param name="Accepted">Those that passed every check.</param>
/// <param name="Filtered">Answers that a check dropped.</param>
/// <param name="Failed">Requests without an answer.</param>
/// <param name="NotSent">Segments that nothing was asked about: too short, held out, no budget.</param>
internal sealed record RephrasedStyle(string Style, long Segments, long Accepted, long Filtered, long Failed, long NotSent);

/// <summary>One reason.</summary>
/// <param name="Status">As in <c>columns/synthetic</c>: <c>filtered:CHECK</c>, <c>failed:CODE</c>, <c>dropped:REASON</c>, <c>skipped:budget</c>.</param>
/// <param name="Segments">Segments with it.</param>
/// <param name="Samples">Some of those that were sent, chosen by hash.</param>
internal sealed record RephrasingReason(string Status, long Segments, IReadOnlyList<RephrasingSample> Samples);

/// <summary>One segment to look at.</summary>
/// <param name="Id">The segment's id, for <c>curate explain</c>.</param>
/// <param name="Style">The style.</param>
/// <param name="Value">What the check measured; null for a failed request.</param>
/// <param name="Source">The segment's beginning.</param>
/// <param name="Answer">The answer's beginning, or what the server said instead of one.</param>
internal sealed record RephrasingSample(DocumentId Id, string Style, double? Value, string Source, string Answer);
