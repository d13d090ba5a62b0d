namespace DataCuration.ScalingLaws.Laws;

/// <summary>What a model was, or would be, trained on. Immutable.</summary>
public sealed record TrainingRun
{
    /// <summary>A run.</summary>
    /// <param name="unique">See <see cref="Unique"/>.</param>
    /// <param name="tokens">See <see cref="Tokens"/>; as many.</param>
    /// <param name="modelParameters">See <see cref="ModelParameters"/>.</param>
    public TrainingRun(IReadOnlyList<double> unique, IReadOnlyList<double> tokens, double modelParameters = 0)
    {
        ArgumentNullException.ThrowIfNull(unique);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tokens.Count, unique.Count);
        (Unique, Tokens, ModelParameters) = (unique, tokens, modelParameters);
        TotalTokens = tokens.Sum();
        TotalUnique = unique.Where((_, pool) => tokens[pool] > 0).Sum();
    }

    /// <summary>N: the model's parameters; 0 when the law does not use them.</summary>
    public double ModelParameters { get; }

    /// <summary>U: unique tokens of each pool, in the law's order; 0 for a pool that is not there.</summary>
    public IReadOnlyList<double> Unique { get; }

    /// <summary>T: tokens seen of each pool, repetitions counted.</summary>
    public IReadOnlyList<double> Tokens { get; }

    /// <summary>D: all tokens seen.</summary>
    public double TotalTokens { get; }

    /// <summary>Unique tokens of the pools in use.</summary>
    public double TotalUnique { get; }

    /// <summary>A run over one pool.</summary>
    public static TrainingRun OfOnePool(double tokens, double unique = double.PositiveInfinity, double modelParameters = 0) => new([unique], [tokens], modelParameters);
}
