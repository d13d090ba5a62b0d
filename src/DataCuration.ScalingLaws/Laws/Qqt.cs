// The quality-quantity trade-off (Goyal, Maini, Lipton, Raghunathan and Kolter 2024, "Scaling Laws for Data Filtering: Data Curation cannot be Compute
// Agnostic", arXiv 2404.07177, sections 3.1 to 3.3).
//
// A pool of U samples has a utility b < 0: seen once, loss falls as n^b. The (k+1)-th view has the utility b q^k, q = 2^(-1/tau), so
//   y = (U / n0)^b  prod_{j=2..K} (n_j / n_{j-1})^(b q^(j-1))  + d,      n_j = samples seen at the end of epoch j (the last may be partial)
// A mixture seen uniformly has at repetition k the utility  sum_i w_i b_i q_i^k,  where each half-life has grown to tau_i (U_all / U_i)^kappa because
// a sample comes back later (Theorem 1: kappa = 1 for pools of equal size).
//
// n0, the samples at which the reducible loss is 1, and d are common to all pools. QqtForm.AuthorsCode puts d inside the product, for parity with the
// published code. What differs from the paper: pools of any size and weight (w_i is the share of samples seen), kappa. Cost: O(pools x epochs), with
// the product cut once its factors no longer change the result.
using DataCuration.ScalingLaws.Numbers;

namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>qqt</c>: n0 (samples), d, then b and tau (epochs) of each pool.</summary>
/// <param name="pools">The pools' names.</param>
/// <param name="form">Where d stands.</param>
/// <param name="dilution">kappa.</param>
public sealed class Qqt(IReadOnlyList<string> pools, QqtForm form = QqtForm.Paper, double dilution = 1) : LossLaw
{
    /// <inheritdoc/>
    public override string Name => form == QqtForm.Paper ? "qqt" : "qqt-authors-code";

    /// <inheritdoc/>
    public override bool ComparesPools => true;

    /// <inheritdoc/>
    public override bool MixesUniformly => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } = ParametersOf(pools);

    internal static LawParameter[] ParametersOf(IReadOnlyList<string> pools) =>
    [
        new("n0", 1e5, 1e8), new("d", 0, 1, ParameterKind.Irreducible),
        .. pools.Select(pool => new LawParameter($"b[{pool}]", -0.3, -0.03, ParameterKind.Negative)),
        .. pools.Select(pool => new LawParameter($"halfLife[{pool}]", 1, 30, IsHalfLife: true)),
    ];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        double total = run.TotalUnique;
        double seen = run.TotalTokens;
        double firstEpoch = Math.Min(seen, total);
        TReal exponent = Utility(run, parameters, 0, total);
        TReal start = exponent * (TReal.Of(Math.Log(firstEpoch)) - TReal.Log(parameters[0]));
        TReal repeated = TReal.Of(0);
        for (double epoch = 1; epoch * total < seen; epoch++)
        {
            double ratio = Math.Log(Math.Min(seen, (epoch + 1) * total) / (epoch * total));
            TReal utility = Utility(run, parameters, epoch, total);
            repeated += utility * TReal.Of(ratio);

            // What is left adds less than utility * log(seen / now), and utility only shrinks.
            if (Math.Abs(utility.Value) * Math.Log(seen / (epoch * total)) < 1e-15)
            {
                break;
            }
        }

        return form == QqtForm.Paper
            ? TReal.Exp(start + repeated) + parameters[1]
            : (TReal.Exp(start) + parameters[1]) * TReal.Exp(repeated);
    }

    private TReal Utility<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters, double repetition, double total)
        where TReal : struct, IReal<TReal>
    {
        double seen = run.TotalTokens;
        TReal sum = TReal.Of(0);
        for (int pool = 0; pool < run.Tokens.Count; pool++)
        {
            if (run.Tokens[pool] > 0)
            {
                TReal halfLife = HalfLifeIn(run, parameters, pool, total, dilution);
                TReal decay = TReal.Exp(TReal.Of(-Math.Log(2) * repetition) / halfLife);
                sum += parameters[2 + pool] * decay * TReal.Of(run.Tokens[pool] / seen);
            }
        }

        return sum;
    }

    internal static TReal HalfLifeIn<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters, int pool, double total, double dilution)
        where TReal : struct, IReal<TReal> =>
        parameters[2 + run.Tokens.Count + pool] * TReal.Of(Math.Pow(total / run.Unique[pool], dilution));
}
