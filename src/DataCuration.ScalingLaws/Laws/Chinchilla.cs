// Loss by model size and data (Hoffmann et al. 2022, arXiv 2203.15556, equation 10; refitted by Besiroglu et al. 2024, arXiv 2404.10102).
//   L = E + A / N^alpha + B / D^beta
// What differs: nothing. Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>chinchilla</c>: E, A, B, alpha, beta. N in parameters, D in tokens.</summary>
public sealed class Chinchilla : LossLaw
{
    internal static readonly LawParameter[] Base =
        [new("E", 0, 1, ParameterKind.Irreducible), new("A", 10, 1e4), new("B", 10, 1e5), new("alpha", 0.1, 0.7), new("beta", 0.1, 0.7)];

    /// <inheritdoc/>
    public override string Name => "chinchilla";

    /// <inheritdoc/>
    public override bool UsesModelParameters => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters => Base;

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters) =>
        parameters[0] + (parameters[1] / Power(run.ModelParameters, parameters[3])) + (parameters[2] / Power(run.TotalTokens, parameters[4]));
}
