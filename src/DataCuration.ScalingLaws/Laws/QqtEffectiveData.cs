// qqt-ed, the quality-quantity trade-off over effective data (after Goyal et al. 2024, "Scaling Laws for Data Filtering", arXiv 2404.07177, section 3):
//   y = d + A [ sum_i rho_i U_i g(T_i / U_i; tau_i (U / U_i)^kappa) / 10^6 ]^-beta
// y loss; d what no data removes; rho_i the worth of a fresh token of pool i relative to the reference pool; tau_i its half-life in epochs; U the unique
// tokens of all pools in use (a token returns later in a larger mixture: Theorem 1 of the paper for equal pools is kappa = 1).
// What differs: one exponent for all pools and a rate for each, instead of an exponent for each pool, so that tokens of different pools add up;
// d stays outside the product (the authors' code lets it decay); pools of any size, any weights.
// Cost: O(pools) an evaluation.

namespace DataCuration.ScalingLaws.Laws;

/// <summary>The parameters of qqt-ed. Immutable.</summary>
public sealed record QqtEffectiveData
{
    /// <summary>The law's name in recipes and files.</summary>
    public const string Name = "qqt-ed";

    /// <summary>Tokens a unit of effective data.</summary>
    public const double Unit = 1e6;

    /// <summary>d: the loss that more data does not remove.</summary>
    public required double Irreducible { get; init; }

    /// <summary>A: reducible loss at one million effective tokens.</summary>
    public required double Scale { get; init; }

    /// <summary>beta; above 0.</summary>
    public required double Exponent { get; init; }

    /// <summary>kappa of the dilution of repetition in mixtures.</summary>
    public required double Dilution { get; init; }

    /// <summary>The pools' parameters; the first is the reference with rate 1.</summary>
    public required IReadOnlyList<PoolUtility> Pools { get; init; }

    /// <summary>The loss after seeing the given tokens of each pool.</summary>
    /// <param name="unique">Unique tokens of each pool, in the order of <see cref="Pools"/>.</param>
    /// <param name="tokens">Tokens with repetitions; 0 for a pool that is not used.</param>
    public double Predict(ReadOnlySpan<double> unique, ReadOnlySpan<double> tokens)
    {
        double effective = EffectiveTokens(unique, tokens);
        return effective > 0 ? Irreducible + (Scale * Math.Pow(effective / Unit, -Exponent)) : double.PositiveInfinity;
    }

    /// <summary>The sum in the brackets, in tokens.</summary>
    public double EffectiveTokens(ReadOnlySpan<double> unique, ReadOnlySpan<double> tokens)
    {
        double total = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            total += tokens[i] > 0 ? unique[i] : 0;
        }

        double effective = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] > 0)
            {
                effective += Pools[i].Rate * unique[i] * EffectivePasses.Of(tokens[i] / unique[i], HalfLifeIn(i, unique[i], total));
            }
        }

        return effective;
    }

    /// <summary>A pool's half-life in a mixture with <paramref name="total"/> unique tokens.</summary>
    public double HalfLifeIn(int pool, double unique, double total) => Pools[pool].HalfLife * Math.Pow(total / unique, Dilution);
}
