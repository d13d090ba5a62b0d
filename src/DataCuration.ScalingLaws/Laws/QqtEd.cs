namespace DataCuration.ScalingLaws.Laws;

/// <summary>
/// <c>qqt-ed</c> as a <see cref="LossLaw"/>, for fits beside other laws: A, d, beta, then rho of each pool after the first and tau of each.
/// <see cref="QqtEffectiveData"/> describes it and is what the product's decisions use.
/// </summary>
/// <param name="pools">The pools' names.</param>
/// <param name="dilution">kappa.</param>
public sealed class QqtEd(IReadOnlyList<string> pools, double dilution = 0) : LossLaw
{
    /// <inheritdoc/>
    public override string Name => QqtEffectiveData.Name;

    /// <inheritdoc/>
    public override bool ComparesPools => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LawParameter> Parameters { get; } =
    [
        new("A", 0.2, 5), new("d", 0, 1, ParameterKind.Irreducible), new("beta", 0.05, 1),
        .. pools.Skip(1).Select(pool => new LawParameter($"rate[{pool}]", 0.4, 2.5)),
        .. pools.Select(pool => new LawParameter($"halfLife[{pool}]", 1, 50, IsHalfLife: true)),
    ];

    /// <inheritdoc/>
    public override TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
    {
        int count = run.Tokens.Count;
        double total = run.TotalUnique;
        TReal effective = TReal.Of(0);
        for (int pool = 0; pool < count; pool++)
        {
            if (run.Tokens[pool] > 0)
            {
                TReal halfLife = parameters[2 + count + pool] * TReal.Of(Math.Pow(total / run.Unique[pool], dilution));
                TReal passes = EffectivePassesOf(run.Tokens[pool] / run.Unique[pool], halfLife) * TReal.Of(run.Unique[pool] / QqtEffectiveData.Unit);
                effective += pool == 0 ? passes : parameters[2 + pool] * passes;
            }
        }

        return parameters[1] + (parameters[0] / Power(effective, parameters[2]));
    }
}
