// Repetition by document instead of by pool (Fang et al. 2025, "Datasets, documents, and repetitions", let counts differ by document). Pools that are quantiles
// of one score give the worth of a token at a few points of the score's distribution. Between the middles of neighbouring pools its logarithm, and that of the
// half-life, is drawn as a straight line; each pool is cut into slices whose rates are scaled so that their mean is the pool's own, which is what was measured;
// and the slices are filled like pools. What is assumed and not measured: that worth changes smoothly within a pool. If it does not, the mix is still one of
// the same pools, with the repetitions of a pool divided unevenly. Cost: that of filling slices x pools.
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Divides a budget among slices of pools. Pure.</summary>
public static class ScoreSlices
{
    /// <summary>The epochs of each slice that minimise the loss.</summary>
    /// <param name="law">The law.</param>
    /// <param name="poolsBestFirst">Pools of one score, the best first; each with a law of its own. Costs and limits of pools are not known here.</param>
    /// <param name="budget">Tokens.</param>
    /// <param name="maxEpochs">Most epochs of any slice; infinity for no cap.</param>
    /// <param name="slices">Slices of each pool; at least 1.</param>
    /// <exception cref="ArgumentException">The law has no such pool, or a pool is empty.</exception>
    public static IReadOnlyList<PoolSlice> Solve(QqtEffectiveData law, IReadOnlyList<MixPool> poolsBestFirst, double budget, double maxEpochs = double.PositiveInfinity, int slices = 10)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(poolsBestFirst);
        ArgumentOutOfRangeException.ThrowIfLessThan(slices, 1);
        PoolUtility[] utilities = [.. poolsBestFirst.Select(pool => law.Pools.FirstOrDefault(utility => utility.Pool == pool.Name)
            ?? throw new ArgumentException($"The law has no pool '{pool.Name}'.", nameof(poolsBestFirst)))];
        double[] middles = Middles(poolsBestFirst);
        PoolUtility[] parts = [.. Enumerable.Range(0, utilities.Length).SelectMany(pool => Cut(utilities, poolsBestFirst, middles, pool, slices))];
        QqtEffectiveData sliced = law with { Pools = parts, Dilution = 0 };
        MixPool[] sizes = [.. parts.Select((part, i) => new MixPool(part.Pool, poolsBestFirst[i / slices].UniqueTokens / slices) { MaxEpochs = maxEpochs })];
        double[] tokens = WaterFilling.Solve(sliced, sizes, budget).Tokens;
        return [.. parts.Select((part, i) => new PoolSlice(
            part.Pool, (double)(i % slices) / slices, (double)((i % slices) + 1) / slices, part.Rate, tokens[i], tokens[i] / sizes[i].UniqueTokens))];
    }

    /// <summary>The middle of each pool, in tokens from the best.</summary>
    private static double[] Middles(IReadOnlyList<MixPool> pools)
    {
        double before = 0;
        double[] middles = new double[pools.Count];
        for (int i = 0; i < middles.Length; i++)
        {
            if (!(pools[i].UniqueTokens > 0))
            {
                throw new ArgumentException($"The pool '{pools[i].Name}' has no tokens.", nameof(pools));
            }

            middles[i] = before + (pools[i].UniqueTokens / 2);
            before += pools[i].UniqueTokens;
        }

        return middles;
    }

    private static PoolUtility[] Cut(PoolUtility[] utilities, IReadOnlyList<MixPool> pools, double[] middles, int pool, int slices)
    {
        double size = pools[pool].UniqueTokens;
        double begin = middles[pool] - (size / 2);
        double[] places = [.. Enumerable.Range(0, slices).Select(slice => begin + (size * (slice + 0.5) / slices))];
        double[] rates = [.. places.Select(place => Math.Exp(Interpolate(middles, [.. utilities.Select(utility => Math.Log(utility.Rate))], place)))];
        double scale = utilities[pool].Rate / rates.Average();
        return [.. places.Select((place, slice) => new PoolUtility(
            pools[pool].Name, rates[slice] * scale, Math.Exp(Interpolate(middles, [.. utilities.Select(utility => Math.Log(utility.HalfLife))], place))))];
    }

    /// <summary>A line through the two nearest points; before the first and after the last the value stays.</summary>
    private static double Interpolate(double[] xs, double[] ys, double x)
    {
        int next = Array.FindIndex(xs, candidate => candidate >= x);
        return next == 0 ? ys[0]
            : next < 0 ? ys[^1]
            : ys[next - 1] + ((ys[next] - ys[next - 1]) * (x - xs[next - 1]) / (xs[next] - xs[next - 1]));
    }
}
