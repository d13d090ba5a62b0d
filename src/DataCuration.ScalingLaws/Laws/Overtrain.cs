// Loss by compute and by how far a small model is trained beyond the compute-optimal ratio (Gadre et al. 2024, arXiv 2403.08540, equation 4).
//   L = E + (a M^eta + b M^-eta) C^-eta,  C = 6 N D (FLOPs), M = D / N
// It is Chinchilla with equal exponents 2 eta. Invalid below M = 20, where a model has not seen enough. What differs: nothing. Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>overtrain</c>: E, a, b, eta.</summary>
public sealed class Overtrain : LossLaw
{
    /// <summary>Least tokens a parameter for which the law holds.</summary>
    public const double LeastTokensPerParameter = 20;

    /// <inheritdoc/>
    public override string Name => "overtrain";

    /// <inheritdoc/>
    public override bool UsesModelParameters => true;

    /// <summary>Within 1 %, because tables round sizes.</summary>
    public override bool Holds(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.TotalTokens >= 0.99 * LeastTokensPerParameter * run.ModelParameters;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } =
        [new("E", 0, 1, ParameterKind.Irreducible), new("a", 30, 3000), new("b", 30, 3000), new("eta", 0.05, 0.3)];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        double compute = 6 * run.ModelParameters * run.TotalTokens;
        double ratio = run.TotalTokens / run.ModelParameters;
        TReal power = Power(ratio, parameters[3]);
        return parameters[0] + (((parameters[1] * power) + (parameters[2] / power)) / Power(compute, parameters[3]));
    }
}
