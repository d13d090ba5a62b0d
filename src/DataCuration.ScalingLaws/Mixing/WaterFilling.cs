// The best mix of a budget of T tokens under qqt-ed. With fixed half-lives the effective data is a sum of concave, piecewise linear functions, one a pool,
// so filling (pool, epoch) segments in falling order of their marginal worth rho_i q_i^j until T is spent is exactly optimal, and all pools in use end at
// equal marginal worth. With dilution (kappa > 0) a pool's half-life depends on which pools are in use, so every set of pools is filled in turn (up to 12
// pools; then greedily) and the best is kept. A set whose filling leaves a member out is skipped: the smaller set is tried too.
// Cost: O(2^p p E log p) for p pools and E epochs.
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Divides a budget among pools. Pure.</summary>
public static class WaterFilling
{
    private const int MaxExhaustivePools = 12;

    /// <summary>The tokens of each pool that minimise the law's loss.</summary>
    /// <param name="law">The law.</param>
    /// <param name="unique">Unique tokens of each of the law's pools; 0 for a pool that is not there.</param>
    /// <param name="budget">Tokens to divide.</param>
    /// <param name="maxEpochs">Most epochs of any pool.</param>
    public static double[] Solve(QqtEffectiveData law, IReadOnlyList<double> unique, double budget, double maxEpochs)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(unique);
        double[] sizes = [.. unique];
        int[] present = Enumerable.Range(0, sizes.Length).Where(pool => sizes[pool] > 0).ToArray();
        if (law.Dilution == 0)
        {
            return Fill(law, sizes, present, budget, maxEpochs);
        }

        double[] best = new double[sizes.Length];
        double bestLoss = double.PositiveInfinity;
        foreach (int[] active in ActiveSets(law, present))
        {
            double[] tokens = Fill(law, sizes, active, budget, maxEpochs);
            double loss = Array.TrueForAll(active, pool => tokens[pool] > 0) ? law.Predict(sizes, tokens) : double.PositiveInfinity;
            if (loss < bestLoss)
            {
                (best, bestLoss) = (tokens, loss);
            }
        }

        return best;
    }

    /// <summary>Water-filling over a fixed set of pools, all of them diluting each other.</summary>
    internal static double[] Fill(QqtEffectiveData law, double[] unique, int[] active, double budget, double maxEpochs)
    {
        double total = active.Sum(pool => unique[pool]);
        PriorityQueue<(int Pool, int Epoch), (double Worth, int Pool)> segments = new(Comparer<(double Worth, int Pool)>.Create((left, right) =>
        {
            int byWorth = right.Worth.CompareTo(left.Worth);
            return byWorth != 0 ? byWorth : left.Pool.CompareTo(right.Pool);
        }));
        double[] decay = new double[unique.Length];
        foreach (int pool in active)
        {
            decay[pool] = Math.Exp(-Math.Log(2) / law.HalfLifeIn(pool, unique[pool], total));
            segments.Enqueue((pool, 0), (law.Pools[pool].Rate, pool));
        }

        double[] tokens = new double[unique.Length];
        double left = budget;
        while (left > 0 && segments.TryDequeue(out (int Pool, int Epoch) segment, out _))
        {
            double room = Math.Min(unique[segment.Pool], (maxEpochs - segment.Epoch) * unique[segment.Pool]);
            if (room <= 0)
            {
                continue;
            }

            double taken = Math.Min(room, left);
            tokens[segment.Pool] += taken;
            left -= taken;
            double worth = law.Pools[segment.Pool].Rate * Math.Pow(decay[segment.Pool], segment.Epoch + 1);
            segments.Enqueue((segment.Pool, segment.Epoch + 1), (worth, segment.Pool));
        }

        return tokens;
    }

    private static IEnumerable<int[]> ActiveSets(QqtEffectiveData law, int[] present)
    {
        if (present.Length <= MaxExhaustivePools)
        {
            for (int mask = 1; mask < 1 << present.Length; mask++)
            {
                yield return present.Where((_, i) => (mask & (1 << i)) != 0).ToArray();
            }

            yield break;
        }

        // Too many sets to try: nested ones, best rates first.
        int[] byRate = present.OrderByDescending(pool => law.Pools[pool].Rate).ThenBy(pool => pool).ToArray();
        for (int count = 1; count <= byRate.Length; count++)
        {
            yield return byRate.Take(count).Order().ToArray();
        }
    }
}
