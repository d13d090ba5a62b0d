using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary><c>qqt-ed</c> as the choice of a mix sees it.</summary>
internal sealed class EffectiveDataMixLaw(LawFit fit) : IMixLaw
{
    private readonly double[] _maxEpochs = [.. fit.Best.Pools.Select(pool => fit.MaxEpochs(pool.Pool))];
    private readonly double[] _maxShares = [.. fit.Best.Pools.Select(pool => fit.Observations.Max(observation => observation.ShareOf(pool.Pool)))];

    public IReadOnlyList<string> Pools { get; } = [.. fit.Best.Pools.Select(pool => pool.Pool)];

    public int DrawCount => fit.Draws.Count;

    public double MaxTokens => fit.MaxTokens;

    public double ModelDistance => 1;

    public double Loss(double[] unique, double[] tokens) => fit.Best.Predict(unique, tokens);

    public double DrawLoss(int draw, double[] unique, double[] tokens) => fit.Draws[draw].Predict(unique, tokens);

    /// <summary>In fresh tokens of the reference pool.</summary>
    public double[] MarginalWorth(double[] unique, double[] tokens)
    {
        double active = Enumerable.Range(0, unique.Length).Where(pool => tokens[pool] > 0).Sum(pool => unique[pool]);
        return [.. Enumerable.Range(0, unique.Length).Select(pool =>
        {
            if (!(unique[pool] > 0))
            {
                return fit.Best.Pools[pool].Rate;
            }

            double total = tokens[pool] > 0 ? active : active + unique[pool];
            return fit.Best.Pools[pool].Rate * EffectivePasses.Marginal(tokens[pool] / unique[pool], fit.Best.HalfLifeIn(pool, unique[pool], total));
        })];
    }

    public double MaxEpochs(int pool) => _maxEpochs[pool];

    public double MaxShare(int pool) => _maxShares[pool];

    public bool IsHalfLifeUnknown(int pool) =>
        fit.Parameters.Any(parameter => parameter.Name == $"halfLife[{Pools[pool]}]" && parameter.Status == FitStatus.NotIdentified);
}
