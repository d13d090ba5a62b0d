namespace DataCuration.ScalingLaws.Mixing;

/// <summary>The pools of a problem in the order of a law, with the limits that hold for them. Pure.</summary>
internal static class PoolLimits
{
    /// <summary>One pool for each of the law's, with 0 unique tokens where the problem has none.</summary>
    /// <exception cref="ArgumentException">The law has no such pool, or the limits contradict each other.</exception>
    public static MixPool[] InLawOrder(IReadOnlyList<string> lawPools, IReadOnlyList<MixPool> pools, double maxEpochs)
    {
        MixPool[] ordered = [.. lawPools.Select(name => new MixPool(name, 0))];
        foreach (MixPool pool in pools)
        {
            int index = Array.FindIndex(ordered, candidate => string.Equals(candidate.Name, pool.Name, StringComparison.Ordinal));
            if (index < 0)
            {
                throw new ArgumentException($"The law has no pool '{pool.Name}'.", nameof(pools));
            }

            if (!(pool.UniqueTokens > 0 && pool.MaxEpochs > 0 && pool.MinShare >= 0 && pool.MinShare <= pool.MaxShare && pool.MaxShare <= 1 && pool.CostPerUniqueToken >= 0))
            {
                throw new ArgumentException($"The limits of pool '{pool.Name}' cannot be kept: unique tokens and epochs must be above 0, shares in [0, 1] with the least not above the most.", nameof(pools));
            }

            ordered[index] = pool with { MaxEpochs = Math.Min(pool.MaxEpochs, maxEpochs) };
        }

        return ordered.Sum(pool => pool.MinShare) <= 1 + 1e-12
            ? ordered
            : throw new ArgumentException($"The least shares of the pools add up to {ordered.Sum(pool => pool.MinShare):P0} of the budget.", nameof(pools));
    }
}
