// Information gained from quality buckets under repetition (Liu et al. 2026, arXiv 2605.02364; form as described in public notes).
//   I = sum_b f_b M_b log K (1 - exp(-lambda(N) e_b / log K)),  f_b = exp(-theta b),  lambda(N) = a ln N + c,  L = alpha I^-beta
// b = 0 is the best bucket, M_b its unique tokens, e_b its epochs, K = M_b. What differs: I is in millions of tokens, so that alpha is near the loss.
// Cost: O(buckets).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>infolaw</c>: alpha, beta, theta, a, c.</summary>
public sealed class InfoLaw : LossLaw
{
    /// <inheritdoc/>
    public override string Name => "infolaw";

    /// <inheritdoc/>
    public override bool UsesModelParameters => true;

    /// <inheritdoc/>
    public override bool ComparesPools => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } =
        [new("alpha", 1, 10), new("beta", 0.02, 0.3), new("theta", 0.05, 3), new("a", 0.01, 1), new("c", 0.01, 1)];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        TReal rate = (parameters[3] * TReal.Of(Math.Log(run.ModelParameters))) + parameters[4];
        TReal information = TReal.Of(0);
        for (int bucket = 0; bucket < run.Tokens.Count; bucket++)
        {
            if (run.Tokens[bucket] > 0)
            {
                double logSize = Math.Log(run.Unique[bucket]);
                TReal quality = TReal.Exp(TReal.Of(-bucket) * parameters[2]);
                TReal gained = TReal.ExpM1(TReal.Of(-run.Tokens[bucket] / run.Unique[bucket] / logSize) * rate);
                information -= quality * TReal.Of(run.Unique[bucket] / 1e6 * logSize) * gained;
            }
        }

        return parameters[0] / Power(information, parameters[1]);
    }
}
