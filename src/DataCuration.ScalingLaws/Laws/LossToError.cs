// From loss to task error (Gadre et al. 2024, arXiv 2403.08540, equation 5).
//   Err = epsilon - k exp(-gamma L)
// A LossLaw whose "tokens" are the loss of another model's validation: the fitter does not care. What differs: nothing. Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>loss-to-error</c>: epsilon, k, gamma. The run's tokens stand for the loss.</summary>
public sealed class LossToError : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "loss-to-error";

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } = [new("epsilon", 0.5, 1), new("k", 0.3, 10), new("gamma", 0.2, 2)];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters) =>
        parameters[0] - (parameters[1] * TReal.Exp(TReal.Of(-run.TotalTokens) * parameters[2]));
}
