// Chinchilla over effective data, where the worth of a view halves every tau epochs (Goyal et al. 2024, arXiv 2404.07177, section 3, in the
// effective-data form of Muennighoff et al. 2023).
//   L = E + A / N^alpha + B / (U g(D / U; tau))^beta
// What differs from qqt-ed: one pool, and the model's size. Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>half-life</c>: E, A, B, alpha, beta, tau (epochs).</summary>
public sealed class HalfLifeData : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "half-life";

    /// <inheritdoc/>
    public override bool UsesModelParameters => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } = [.. Chinchilla.Base, new("tau", 1, 100, IsHalfLife: true)];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        double unique = Math.Min(run.TotalUnique, run.TotalTokens);
        TReal data = TReal.Of(unique) * EffectivePassesOf(run.TotalTokens / unique, parameters[5]);
        return parameters[0] + (parameters[1] / Power(run.ModelParameters, parameters[3])) + (parameters[2] / Power(data, parameters[4]));
    }
}
