namespace DataCuration.ScalingLaws.Mixing;

/// <summary>The best mix that differs in kind from the chosen one: a baseline, or the best without one of its pools.</summary>
/// <param name="Name">A baseline's name, or <c>without NAME</c>.</param>
/// <param name="Tokens">Tokens of each pool, in the order of the mix's pools.</param>
/// <param name="Loss">The law's prediction.</param>
/// <param name="Gap">By how much it is worse.</param>
/// <param name="ProbabilityWorse">Share of the resampled laws under which it is worse than the chosen mix.</param>
public sealed record RunnerUp(string Name, IReadOnlyList<double> Tokens, double Loss, double Gap, double ProbabilityWorse);
