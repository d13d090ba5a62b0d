namespace DataCuration.Rephrasing.Checks;

/// <summary>What a model returned for a segment, with what was measured outside. Immutable.</summary>
/// <param name="Source">The segment's text.</param>
/// <param name="Text">The completion.</param>
/// <param name="FinishReason">As the server said: <c>stop</c>, <c>length</c>, <c>content_filter</c>, …</param>
public sealed record GeneratedOutput(string Source, string Text, string FinishReason)
{
    /// <summary>The server's refusal field; null when empty.</summary>
    public string? Refusal { get; init; }

    /// <summary>
    /// Probability that the cleaned text is in its source's language, by a caller's identifier; the function's null: the source's language is not clear. Null when there is no identifier.
    /// </summary>
    public Func<string, double?>? LanguageProbability { get; init; }

    /// <summary>Cosine of the embeddings of source and cleaned text; null when there is none.</summary>
    public Func<string, string, double>? Cosine { get; init; }

    /// <summary>Quality score of the cleaned text; null when there is none.</summary>
    public Func<string, double>? Quality { get; init; }
}
