// "Rank at the largest probe": the pools in the order of their measured loss at the longest run, best first, each for up to four epochs (Muennighoff
// et al. 2023, arXiv 2305.16264: up to four, repeated tokens are worth about as much as fresh ones), until the budget is spent. What is left when all
// pools have had their four is spread over them in proportion, so that none is repeated more than another. It needs no law, and a mix follows it
// where the law did not predict held-out mixtures better.
using DataCuration.ScalingLaws.Fitting;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Divides a budget by the rank of the pools alone. Pure.</summary>
public static class RankedFilling
{
    /// <summary>Epochs of a pool before the next one is taken.</summary>
    public const double Epochs = 4;

    /// <summary>The law's pools by the loss of their longest runs, over seeds the mean; best first.</summary>
    public static IReadOnlyList<int> Order(LawFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return [.. Enumerable.Range(0, fit.Best.Pools.Count).OrderBy(LongestRun).ThenBy(pool => pool)];

        double LongestRun(int pool)
        {
            var runs = fit.Observations.Where(run => run.Exposures.Count == 1 && run.Exposures[0].Pool == fit.Best.Pools[pool].Pool).ToArray();
            double longest = runs.Select(run => run.Tokens).DefaultIfEmpty(0).Max();
            return runs.Where(run => run.Tokens == longest).Select(run => run.Value).DefaultIfEmpty(double.PositiveInfinity).Average();
        }
    }

    /// <summary>Divides the budget.</summary>
    /// <param name="order">Indices of the pools, best first.</param>
    /// <param name="pools">The pools in the law's order; one without tokens is not used.</param>
    /// <param name="budget">Tokens, what pools cost to prepare included.</param>
    internal static Filling Solve(IReadOnlyList<int> order, MixPool[] pools, double budget)
    {
        double[] unique = [.. pools.Select(pool => pool.UniqueTokens)];
        double[] tokens = [.. pools.Select(pool => pool.UniqueTokens > 0 ? pool.MinShare * budget : 0)];
        double left = budget - tokens.Sum();
        foreach (int pool in order)
        {
            double more = Math.Clamp(Most(pool, Epochs) - tokens[pool], 0, left);
            tokens[pool] += more;
            left -= more;
        }

        for (bool hasRoom = true; hasRoom && left > 1e-9 * budget;)
        {
            int[] open = [.. order.Where(pool => tokens[pool] < Most(pool, double.PositiveInfinity) * (1 - 1e-12))];
            double size = open.Sum(pool => unique[pool]);
            double spread = left;
            foreach (int pool in open)
            {
                double more = Math.Min(spread * unique[pool] / size, Most(pool, double.PositiveInfinity) - tokens[pool]);
                tokens[pool] += more;
                left -= more;
            }

            hasRoom = open.Length > 0;
        }

        return new Filling(Baselines.Affordable(tokens, pools, budget), unique);

        double Most(int pool, double epochs) =>
            unique[pool] > 0 ? Math.Min(Math.Min(epochs, pools[pool].MaxEpochs) * unique[pool], pools[pool].MaxShare * budget) : 0;
    }
}
