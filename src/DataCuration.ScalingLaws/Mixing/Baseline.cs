namespace DataCuration.ScalingLaws.Mixing;

/// <summary>A simple mix that the chosen one is compared with.</summary>
/// <param name="Name"><c>bestSinglePool</c>, <c>proportional</c>, <c>uniform</c>, <c>uniMax</c>, <c>nestedPrefix</c>, or that of a rival.</param>
/// <param name="Tokens">Tokens of each pool, in the order of the mix's pools.</param>
/// <param name="Loss">The law's prediction.</param>
/// <param name="ProbabilityWorse">Share of the resampled laws under which it is worse than the chosen mix.</param>
public sealed record Baseline(string Name, IReadOnlyList<double> Tokens, double Loss, double ProbabilityWorse);
