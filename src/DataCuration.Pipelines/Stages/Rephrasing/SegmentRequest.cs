using DataCuration.Rephrasing.Generation;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>A segment before it is sent.</summary>
/// <param name="Part">The number of the part of its document.</param>
/// <param name="Row">The row; its status is that of a segment that is not sent.</param>
/// <param name="Request">What is asked; null when it is not sent.</param>
internal sealed record SegmentRequest(int Part, SegmentRow Row, ChatRequest? Request);
