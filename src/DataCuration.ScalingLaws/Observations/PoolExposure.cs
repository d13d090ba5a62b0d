namespace DataCuration.ScalingLaws.Observations;

/// <summary>What a run saw of one pool.</summary>
/// <param name="Pool">The pool's name.</param>
/// <param name="UniqueTokens">Different tokens of it; above 0.</param>
/// <param name="Tokens">Tokens of it with repetitions; above 0.</param>
public sealed record PoolExposure(string Pool, double UniqueTokens, double Tokens)
{
    /// <summary>Tokens divided by unique tokens.</summary>
    public double Epochs => Tokens / UniqueTokens;
}
