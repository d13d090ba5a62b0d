namespace DataCuration.Rephrasing.Generation;

/// <summary>Tokens of a call.</summary>
/// <param name="Prompt">Tokens of the prompt, cached ones included.</param>
/// <param name="Cached">Those of them that the server had in its cache.</param>
/// <param name="Completion">Tokens of the answer, hidden reasoning included.</param>
public readonly record struct TokenUsage(long Prompt, long Cached, long Completion)
{
    /// <summary>Prompt and completion.</summary>
    public long Total => Prompt + Completion;

    /// <summary>The sum.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => left.Add(right);

    /// <summary>The sum.</summary>
    public TokenUsage Add(TokenUsage other) => new(Prompt + other.Prompt, Cached + other.Cached, Completion + other.Completion);
}
