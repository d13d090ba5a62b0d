// The authors' second law (Goyal et al. 2024, arXiv 2404.07177, and its code's `effective_data`): repetition shrinks the data instead of the utility.
//   n_eff = sum_j (n_j - n_{j-1}) q^(j-1),   y = (n_eff / n0)^b + d
// For a mixture, epoch by epoch: n_eff grows by the mean of q_i^(j-1) times the epoch's samples, y's reducible part is multiplied by the ratio of
// n_eff to the power sum_i b_i q_i^(j-1) / sum_i q_i^(j-1). Half-lives grow as in qqt. What differs from the code: weights by samples seen instead of
// equal ones (the same for pools of equal size). Cost: O(pools x epochs) for mixtures, O(1) for one pool.
using DataCuration.ScalingLaws.Numbers;

namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>qqt-data</c>: the parameters of <see cref="Qqt"/>.</summary>
/// <param name="pools">The pools' names.</param>
/// <param name="dilution">kappa.</param>
public sealed class QqtData(IReadOnlyList<string> pools, double dilution = 1) : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "qqt-data";

    /// <inheritdoc/>
    public override bool ComparesPools => true;

    /// <inheritdoc/>
    public override bool MixesUniformly => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } = Qqt.ParametersOf(pools);

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        double total = run.TotalUnique;
        double seen = run.TotalTokens;
        int[] used = [.. Enumerable.Range(0, run.Tokens.Count).Where(pool => run.Tokens[pool] > 0)];
        if (used.Length == 1)
        {
            TReal halfLife = Qqt.HalfLifeIn(run, parameters, used[0], total, dilution);
            TReal effective = TReal.Of(total) * EffectivePassesOf(seen / total, halfLife);
            return TReal.Exp(parameters[2 + used[0]] * (TReal.Log(effective) - TReal.Log(parameters[0]))) + parameters[1];
        }

        TReal logReducible = TReal.Of(0);
        TReal before = TReal.Of(0);
        for (double epoch = 0; epoch * total < seen; epoch++)
        {
            (TReal decay, TReal exponent) = Means(run, parameters, used, epoch, total);
            TReal now = before + (decay * TReal.Of(Math.Min(seen, (epoch + 1) * total) - (epoch * total)));
            logReducible += exponent * (TReal.Log(now) - TReal.Log(epoch == 0 ? parameters[0] : before));
            if (decay.Value * (seen - (epoch * total)) < 1e-15 * now.Value)
            {
                break;
            }

            before = now;
        }

        return TReal.Exp(logReducible) + parameters[1];
    }

    private (TReal Decay, TReal Exponent) Means<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters, int[] used, double epoch, double total)
        where TReal : struct, IReal<TReal>
    {
        double seen = run.TotalTokens;
        TReal decays = TReal.Of(0);
        TReal exponents = TReal.Of(0);
        foreach (int pool in used)
        {
            TReal halfLife = Qqt.HalfLifeIn(run, parameters, pool, total, dilution);
            TReal decay = TReal.Exp(TReal.Of(-Math.Log(2) * epoch) / halfLife) * TReal.Of(run.Tokens[pool] / seen);
            decays += decay;
            exponents += parameters[2 + pool] * decay;
        }

        return (decays, exponents / decays);
    }
}
