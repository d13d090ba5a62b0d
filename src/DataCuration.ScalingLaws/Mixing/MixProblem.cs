using DataCuration.ScalingLaws.Fitting;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>What a mix is chosen for.</summary>
/// <param name="Fit">The law.</param>
/// <param name="Pools">The pools, each with a law of its own.</param>
/// <param name="BudgetTokens">Training tokens; above 0. What pools cost to prepare is taken out of it.</param>
/// <param name="MaxEpochs">Most epochs of any pool; infinity for no cap.</param>
public sealed record MixProblem(LawFit Fit, IReadOnlyList<MixPool> Pools, double BudgetTokens, double MaxEpochs = double.PositiveInfinity)
{
    /// <summary>What the mix follows; null: the law, unless the test on held-out mixtures speaks for ranking.</summary>
    public MixMethod? Method { get; init; }
}
