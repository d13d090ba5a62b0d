// Repetition costs more than it stops helping: large models overfit (after Lovelace et al. 2026, arXiv 2605.01640, whose exact exponents were not
// available: here both are free).
//   L = E + A / N^alpha + B / D^beta + C (D / U - 1)^p (N / U)^q
// What differs: the exponents. It explodes far beyond the measurements, so it describes and is not used to extrapolate. Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>overfit-penalty</c>: E, A, B, alpha, beta, C, p, q.</summary>
public sealed class OverfitPenalty : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "overfit-penalty";

    /// <inheritdoc/>
    public override bool UsesModelParameters => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } =
        [.. Chinchilla.Base, new("C", 1e-3, 1), new("p", 0.1, 1.5), new("q", 0.1, 1.5)];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        TReal loss = parameters[0] + (parameters[1] / Power(run.ModelParameters, parameters[3])) + (parameters[2] / Power(run.TotalTokens, parameters[4]));
        double repetitions = (run.TotalTokens / run.TotalUnique) - 1;
        return repetitions > 0
            ? loss + (parameters[5] * Power(repetitions, parameters[6]) * Power(run.ModelParameters / run.TotalUnique, parameters[7]))
            : loss;
    }
}
