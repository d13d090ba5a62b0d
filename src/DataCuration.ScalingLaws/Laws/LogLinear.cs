// Data mixing law (Ye et al. 2024, arXiv 2403.16952, equation 1): the loss of a validation domain is an exponential of the training shares.
//   L = c + k exp(sum_j t_j x_j),  x on the simplex
// What differs: k is absorbed where t is free of a sum, i.e. t_1 = 0. Cost: O(domains).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>loglinear</c>: c, k, t_2 ... of the other domains.</summary>
public sealed class LogLinear(IReadOnlyList<string> domains) : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "loglinear";

    /// <inheritdoc/>
    public override bool ComparesPools => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } =
        [new("c", 0, 1, ParameterKind.Irreducible), new("k", 0.1, 10), .. domains.Skip(1).Select(domain => new LawParameter($"t[{domain}]", -3, 3, ParameterKind.Free))];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        double total = run.TotalTokens;
        TReal exponent = TReal.Of(0);
        for (int domain = 1; domain < run.Tokens.Count; domain++)
        {
            exponent += parameters[1 + domain] * TReal.Of(run.Tokens[domain] / total);
        }

        return parameters[0] + (parameters[1] * TReal.Exp(exponent));
    }
}
