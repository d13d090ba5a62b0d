// Domains as multiples of one another's tokens: a power law over a weighted sum (the form of quality-aware and mixing laws, e.g. Ye et al. 2024,
// arXiv 2403.16952, with a linear instead of an exponential inside; used on RegMix's published runs, Liu et al. 2024, arXiv 2407.01492).
//   L = E + k (sum_j s_j x_j)^-a,  x on the simplex, s_1 = 1
// What differs: the first domain is the unit, so that k and s are determined. Cost: O(domains).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>effective-mix</c>: E, k, a, s_2 ... of the other domains. Needs no sizes: only shares count.</summary>
public sealed class EffectiveMix(IReadOnlyList<string> domains) : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "effective-mix";

    /// <inheritdoc/>
    public override bool ComparesPools => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } =
        [new("E", 0, 1, ParameterKind.Irreducible), new("k", 0.1, 10), new("a", 0.05, 2), .. domains.Skip(1).Select(domain => new LawParameter($"s[{domain}]", 0.05, 5))];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        double total = run.TotalTokens;
        TReal sum = TReal.Of(run.Tokens[0] / total);
        for (int domain = 1; domain < run.Tokens.Count; domain++)
        {
            sum += parameters[2 + domain] * TReal.Of(run.Tokens[domain] / total);
        }

        return parameters[0] + (parameters[1] / Power(sum + TReal.Of(1e-9), parameters[2]));
    }
}
