// Repeated data and excess parameters saturate exponentially (Muennighoff et al. 2023, arXiv 2305.16264, equations 4 to 7).
//   L = E + A / N'^alpha + B / D'^beta
//   D' = U + U R*_D (1 - exp(-R_D / R*_D)),  R_D = D / U - 1
//   N' = U_N + U_N R*_N (1 - exp(-R_N / R*_N)),  U_N = min(N, N_opt(U)), R_N = N / U_N - 1
//   N_opt(U) = G (U G)^(beta/alpha),  G = (alpha A / (beta B))^(1/(alpha+beta))
// What differs: nothing; expm1 keeps the saturations exact for huge R*. Cost: O(1).
using DataCuration.ScalingLaws.Numbers;

namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>data-constrained</c>: E, A, B, alpha, beta, R*_D, R*_N (in repetitions).</summary>
public sealed class DataConstrained : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "data-constrained";

    /// <inheritdoc/>
    public override bool UsesModelParameters => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } = [.. Chinchilla.Base, new("RD*", 1, 100, IsHalfLife: true), new("RN*", 1, 100)];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        (TReal scaleN, TReal scaleD, TReal alpha, TReal beta) = (parameters[1], parameters[2], parameters[3], parameters[4]);
        double unique = Math.Min(run.TotalUnique, run.TotalTokens);
        TReal data = TReal.Of(unique) + (TReal.Of(unique) * Saturated(TReal.Of((run.TotalTokens / unique) - 1), parameters[5]));
        TReal logRatio = TReal.Log(alpha * scaleN / (beta * scaleD)) / (alpha + beta);
        TReal logOptimal = logRatio + ((TReal.Of(Math.Log(unique)) + logRatio) * beta / alpha);
        TReal used = logOptimal.Value < Math.Log(run.ModelParameters) ? TReal.Exp(logOptimal) : TReal.Of(run.ModelParameters);
        TReal model = used + (used * Saturated((TReal.Of(run.ModelParameters) / used) - TReal.Of(1), parameters[6]));
        return parameters[0] + (scaleN / Power(model, alpha)) + (scaleD / Power(data, beta));
    }

    private static TReal Saturated<TReal>(TReal repetitions, TReal scale)
        where TReal : struct, IReal<TReal> => TReal.Of(0) - (scale * TReal.ExpM1(TReal.Of(0) - (repetitions / scale)));
}
