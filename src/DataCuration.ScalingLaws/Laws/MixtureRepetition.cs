// Repetition of a scarce target set inside a mixture (Sedova et al. 2026, arXiv 2605.12715; form as described by a public reimplementation).
//   L = E + C / N^beta + B N^delta / D_eff^alpha + gamma h,  h the target's share,  D_eff = sum_i U_i R_i (1 - exp(-e_i / R_i)) with one R
// What differs: the repetition discount's scale R is one for all pools. The first pool is the target. Cost: O(pools).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>mixture-repetition</c>: E, C, beta, B, delta, alpha, gamma, R (epochs).</summary>
public sealed class MixtureRepetition : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "mixture-repetition";

    /// <inheritdoc/>
    public override bool UsesModelParameters => true;

    /// <inheritdoc/>
    public override bool ComparesPools => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } =
    [
        new("E", 0, 1, ParameterKind.Irreducible), new("C", 10, 1e4), new("beta", 0.1, 0.7), new("B", 10, 1e5), new("delta", -0.3, 0.3, ParameterKind.Free),
        new("alpha", 0.1, 0.7), new("gamma", -0.5, 0.5, ParameterKind.Free), new("R", 1, 50, IsHalfLife: true),
    ];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        TReal data = TReal.Of(0);
        for (int pool = 0; pool < run.Tokens.Count; pool++)
        {
            if (run.Tokens[pool] > 0)
            {
                TReal epochs = TReal.Of(run.Tokens[pool] / run.Unique[pool]);
                data -= TReal.Of(run.Unique[pool]) * parameters[7] * TReal.ExpM1(TReal.Of(0) - (epochs / parameters[7]));
            }
        }

        return parameters[0] + (parameters[1] / Power(run.ModelParameters, parameters[2]))
            + (parameters[3] * Power(run.ModelParameters, parameters[4]) / Power(data, parameters[5]))
            + (parameters[6] * TReal.Of(run.Tokens[0] / run.TotalTokens));
    }
}
