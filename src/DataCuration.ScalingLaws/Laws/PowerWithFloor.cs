// The simplest law: loss falls as a power of the data towards a floor (Hestness et al. 2017, arXiv 1712.00409, equation 1).
//   L = E + A D^-beta
// What differs: nothing. Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>power+floor</c>: E, A (loss at one token), beta.</summary>
public sealed class PowerWithFloor : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "power+floor";

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } =
        [new("E", 0, 1, ParameterKind.Irreducible), new("A", 1, 1e4), new("beta", 0.05, 0.6)];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters) =>
        parameters[0] + (parameters[1] / Power(run.TotalTokens, parameters[2]));
}
