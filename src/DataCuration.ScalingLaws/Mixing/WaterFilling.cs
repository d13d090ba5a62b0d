// The best mix of a budget of T tokens under qqt-ed. With fixed half-lives the effective data is a sum of concave, piecewise linear functions, one a pool,
// so filling (pool, epoch) segments in falling order of their marginal worth rho_i q_i^j until T is spent is exactly optimal, and all pools in use end at
// equal marginal worth. Caps cut a pool's segments, required shares are filled first; both leave the argument as it is.
//
// A pool whose unique tokens cost c each (in tokens of training) is best used in part, but then repeated: e epochs of one unique token are worth
// rho g(e) for c + e tokens of budget, and the best e* maximises g(e) / (c + e). Up to the whole pool its worth is then a straight line of that slope, and
// behind it the segments e*, e* + 1, ... follow with lesser slopes: still concave, still exact. (With a cap on its share as well, it is a heuristic.)
//
// With dilution (kappa > 0) a pool's half-life depends on which pools are in use, so every set of pools is filled in turn (up to 12 pools; beyond, nested
// sets and then single additions, removals and exchanges as long as they help) and the best is kept. A set whose filling leaves a member out is
// skipped: the smaller set is tried too. Cost: O(p^2 E) for p pools and E epochs, times 2^p or p^2 with dilution.
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Divides a budget among pools. Pure.</summary>
public static class WaterFilling
{
    private const int MaxExhaustivePools = 12;
    private const double Dust = 1e-13;

    /// <summary>The tokens of each pool that minimise the law's loss.</summary>
    /// <param name="law">The law.</param>
    /// <param name="unique">Unique tokens of each of the law's pools; 0 for a pool that is not there.</param>
    /// <param name="budget">Tokens to divide.</param>
    /// <param name="maxEpochs">Most epochs of any pool.</param>
    public static double[] Solve(QqtEffectiveData law, IReadOnlyList<double> unique, double budget, double maxEpochs)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(unique);
        return Solve(law, [.. unique.Select((size, i) => new MixPool(law.Pools[i].Pool, size) { MaxEpochs = maxEpochs })], budget).Tokens;
    }

    /// <summary>The division that minimises the law's loss within the pools' limits.</summary>
    /// <param name="law">The law.</param>
    /// <param name="pools">One for each of the law's pools, in its order; 0 unique tokens for a pool that is not there.</param>
    /// <param name="budget">Tokens to divide, costs of pools included.</param>
    public static Filling Solve(QqtEffectiveData law, IReadOnlyList<MixPool> pools, double budget) => Solve(law, pools, budget, MaxExhaustivePools);

    /// <summary>The same, with every set of pools tried only up to <paramref name="exhaustivePools"/> of them: for the many resampled laws behind an interval.</summary>
    internal static Filling Solve(QqtEffectiveData law, IReadOnlyList<MixPool> pools, double budget, int exhaustivePools)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(pools);
        int[] present = Enumerable.Range(0, pools.Count).Where(pool => pools[pool].UniqueTokens > 0).ToArray();
        if (law.Dilution == 0)
        {
            return Fill(law, pools, present, budget);
        }

        (int[] Active, Filling Filling, double Loss) best = ([], new Filling(new double[pools.Count], new double[pools.Count]), double.PositiveInfinity);
        foreach (int[] active in SetsToTry(law, pools, present, exhaustivePools))
        {
            best = Better(best, active);
        }

        for (bool isBetter = present.Length > exhaustivePools; isBetter;)
        {
            double before = best.Loss;
            foreach (int[] active in Neighbours(best.Active, pools, present))
            {
                best = Better(best, active);
            }

            isBetter = best.Loss < before;
        }

        return best.Filling;

        (int[] Active, Filling Filling, double Loss) Better((int[] Active, Filling Filling, double Loss) known, int[] active)
        {
            Filling filling = Fill(law, pools, active, budget);
            double loss = Array.TrueForAll(active, pool => filling.Tokens[pool] > 0) ? law.Predict(filling.Unique, filling.Tokens) : double.PositiveInfinity;
            return loss < known.Loss ? (active, filling, loss) : known;
        }
    }

    /// <summary>Water-filling over a fixed set of pools, all of them diluting each other.</summary>
    internal static Filling Fill(QqtEffectiveData law, IReadOnlyList<MixPool> pools, int[] active, double budget)
    {
        Reservoir?[] reservoirs = Reservoirs(law, pools, active, budget);
        double left = budget;
        foreach (int pool in active)
        {
            Reservoir reservoir = reservoirs[pool]!;
            double required = pools[pool].MinShare * budget;
            while (left > 0 && reservoir.Tokens < required && reservoir.Take(left, required - reservoir.Tokens) is > 0 and double spent)
            {
                left -= spent;
            }
        }

        // What rounding leaves over must not bring another pool into use.
        while (left > Dust * budget && TakeBest(reservoirs, active, left) is (_, > 0 and double spent))
        {
            left -= spent;
        }

        return new Filling([.. reservoirs.Select(reservoir => reservoir?.Tokens ?? 0)], [.. reservoirs.Select((reservoir, pool) => reservoir?.Unique ?? pools[pool].UniqueTokens)]);
    }

    /// <summary>
    /// The budget beyond which each pool is in use; infinity for one that is not up to <paramref name="budget"/>. Exact, in one filling: without dilution and without limits that
    /// are shares of the budget, a larger budget fills on where a smaller one ended. Null where that does not hold.
    /// </summary>
    internal static double[]? Entries(QqtEffectiveData law, IReadOnlyList<MixPool> pools, double budget)
    {
        if (law.Dilution != 0 || pools.Any(pool => pool.MinShare > 0 || pool.MaxShare < 1))
        {
            return null;
        }

        int[] present = [.. Enumerable.Range(0, pools.Count).Where(pool => pools[pool].UniqueTokens > 0)];
        Reservoir?[] reservoirs = Reservoirs(law, pools, present, budget);
        double[] entries = [.. Enumerable.Repeat(double.PositiveInfinity, pools.Count)];
        for (double left = budget; left > Dust * budget && TakeBest(reservoirs, present, left) is (int pool, > 0 and double spent); left -= spent)
        {
            entries[pool] = Math.Min(entries[pool], budget - left);
        }

        return entries;
    }

    private static Reservoir?[] Reservoirs(QqtEffectiveData law, IReadOnlyList<MixPool> pools, int[] active, double budget)
    {
        double total = active.Sum(pool => pools[pool].UniqueTokens);
        Reservoir?[] reservoirs = new Reservoir?[pools.Count];
        foreach (int pool in active)
        {
            reservoirs[pool] = new Reservoir(pools[pool], law.Pools[pool].Rate, law.HalfLifeIn(pool, pools[pool].UniqueTokens, total), budget);
        }

        return reservoirs;
    }

    /// <summary>Fills on in the pool that is worth most, of equal ones the first; 0 spent when none can take more.</summary>
    private static (int Pool, double Spent) TakeBest(Reservoir?[] reservoirs, int[] active, double left)
    {
        while (true)
        {
            int best = -1;
            double worth = double.NegativeInfinity;
            foreach (int pool in active)
            {
                Reservoir reservoir = reservoirs[pool]!;
                if (!reservoir.IsFull && reservoir.Worth > worth)
                {
                    (best, worth) = (pool, reservoir.Worth);
                }
            }

            if (best < 0)
            {
                return (-1, 0);
            }

            double spent = reservoirs[best]!.Take(left, double.PositiveInfinity);
            if (spent > 0)
            {
                return (best, spent);
            }
        }
    }

    private static IEnumerable<int[]> SetsToTry(QqtEffectiveData law, IReadOnlyList<MixPool> pools, int[] present, int exhaustivePools)
    {
        if (present.Length <= exhaustivePools)
        {
            for (int mask = 1; mask < 1 << present.Length; mask++)
            {
                int[] active = present.Where((_, i) => (mask & (1 << i)) != 0).ToArray();
                if (HasRequired(active, pools, present))
                {
                    yield return active;
                }
            }

            yield break;
        }

        int[] byRate = present.OrderByDescending(pool => pools[pool].MinShare > 0).ThenByDescending(pool => law.Pools[pool].Rate).ThenBy(pool => pool).ToArray();
        for (int count = 1; count <= byRate.Length; count++)
        {
            int[] active = byRate.Take(count).Order().ToArray();
            if (HasRequired(active, pools, present))
            {
                yield return active;
            }
        }
    }

    private static IEnumerable<int[]> Neighbours(int[] active, IReadOnlyList<MixPool> pools, int[] present)
    {
        foreach (int pool in present)
        {
            int[] others = [.. active.Where(member => member != pool)];
            if (others.Length == active.Length)
            {
                yield return [.. active.Append(pool).Order()];
                foreach (int member in active.Where(member => pools[member].MinShare == 0))
                {
                    yield return [.. active.Where(kept => kept != member).Append(pool).Order()];
                }
            }
            else if (others.Length > 0 && pools[pool].MinShare == 0)
            {
                yield return others;
            }
        }
    }

    private static bool HasRequired(int[] active, IReadOnlyList<MixPool> pools, int[] present) => present.All(pool => pools[pool].MinShare == 0 || active.Contains(pool));
}
