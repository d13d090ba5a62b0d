namespace DataCuration.Pipelines.Inspection;

/// <summary>One thing that happened to a document.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="What">A rule, a column or an act.</param>
/// <param name="Detail">In words.</param>
public sealed record ExplanationStep(string Stage, string What, string Detail)
{
    /// <summary>The measured value, when there is one.</summary>
    public double? Value { get; init; }

    /// <summary>The threshold it was compared with, when there is one.</summary>
    public double? Threshold { get; init; }

    /// <summary><c>passed</c>, <c>failed</c> or null when the step decides nothing.</summary>
    public string? Verdict { get; init; }
}
