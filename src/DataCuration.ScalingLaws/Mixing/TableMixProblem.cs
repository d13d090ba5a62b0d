using DataCuration.ScalingLaws.Fitting;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>What a mix is chosen for, under any law that compares pools.</summary>
/// <param name="Fit">The law.</param>
/// <param name="Pools">The pools.</param>
/// <param name="BudgetTokens">Training tokens; above 0.</param>
/// <param name="MaxEpochs">Most epochs of any pool; infinity for no cap.</param>
public sealed record TableMixProblem(TableFit Fit, IReadOnlyList<MixPool> Pools, double BudgetTokens, double MaxEpochs = double.PositiveInfinity)
{
    /// <summary>Parameters of the model to be trained, for laws that use them.</summary>
    public double ModelParameters { get; init; }

    /// <summary>Mixes of others to compare with, beside the baselines that are always shown.</summary>
    public IReadOnlyList<NamedShares> Rivals { get; init; } = [];
}
