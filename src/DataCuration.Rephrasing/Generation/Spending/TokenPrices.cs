namespace DataCuration.Rephrasing.Generation.Spending;

/// <summary>What tokens cost, per million, in any one currency. All zero for a server of one's own.</summary>
/// <param name="Input">Of the prompt.</param>
/// <param name="CachedInput">Of the part of the prompt that the server had in its cache.</param>
/// <param name="Output">Of the answer.</param>
public readonly record struct TokenPrices(double Input, double CachedInput, double Output)
{
    /// <summary>The price of a call.</summary>
    public double Of(TokenUsage usage) => (((usage.Prompt - usage.Cached) * Input) + (usage.Cached * CachedInput) + (usage.Completion * Output)) / 1e6;
}
