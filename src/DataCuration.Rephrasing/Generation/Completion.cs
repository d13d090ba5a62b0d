namespace DataCuration.Rephrasing.Generation;

/// <summary>What a model answered. Immutable.</summary>
/// <param name="Text">The text; empty when the model refused.</param>
/// <param name="FinishReason">As the server said: <c>stop</c>, <c>length</c>, <c>content_filter</c>, …; empty when it said nothing.</param>
/// <param name="Usage">Tokens, as the server counted them.</param>
public sealed record Completion(string Text, string FinishReason, TokenUsage Usage)
{
    /// <summary>The server's refusal field; null when empty.</summary>
    public string? Refusal { get; init; }
}
