namespace DataCuration.Pipelines.Inspection;

/// <summary>Everything that happened to a document, in order.</summary>
public sealed record Explanation
{
    /// <summary>The id asked for, 32 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>How it ended: <c>kept</c>, <c>dropped</c>, <c>duplicate</c>, <c>not in the mix</c>, <c>quarantined</c>, <c>dropped at ingest</c>, <c>undecided</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The steps in the order of the flow.</summary>
    public required IReadOnlyList<ExplanationStep> Steps { get; init; }

    /// <summary>The text; null when there is none.</summary>
    public string? Text { get; init; }

    /// <summary>The copy that stayed instead; null when there is none.</summary>
    public string? TwinId { get; init; }

    /// <summary>The text of the copy that stayed.</summary>
    public string? TwinText { get; init; }
}
