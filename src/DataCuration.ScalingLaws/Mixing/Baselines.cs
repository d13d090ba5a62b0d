namespace DataCuration.ScalingLaws.Mixing;

/// <summary>The mixes that people use without a law. Pure.</summary>
internal static class Baselines
{
    /// <summary>Most epochs of a pool under UniMax (Chung et al. 2023, arXiv 2304.09151; N = 4 after Muennighoff et al. 2023).</summary>
    public const double UniMaxEpochs = 4;

    /// <summary>The baselines with their names.</summary>
    /// <param name="lossOf">The law's loss of a mix.</param>
    /// <param name="bestFirst">Pools in the order in which nested prefixes take them.</param>
    /// <param name="unique">Unique tokens; 0 for a pool that is not there.</param>
    /// <param name="budget">Tokens.</param>
    public static IEnumerable<(string Name, double[] Tokens)> All(Func<double[], double> lossOf, int[] bestFirst, double[] unique, double budget)
    {
        int[] present = Enumerable.Range(0, unique.Length).Where(pool => unique[pool] > 0).ToArray();
        yield return ("bestSinglePool", Best(lossOf, present.Select(pool => Only(unique.Length, [pool], _ => budget))));
        yield return ("proportional", Proportional(unique, present, budget));
        yield return ("uniform", Only(unique.Length, present, _ => budget / present.Length));
        yield return ("uniMax", UniMax(unique, present, budget));
        int[] ranked = bestFirst.Where(pool => unique[pool] > 0).ToArray();
        yield return ("nestedPrefix", Best(lossOf, Enumerable.Range(1, ranked.Length).Select(count => Proportional(unique, ranked.Take(count).ToArray(), budget))));
    }

    private static double[] Proportional(double[] unique, int[] pools, double budget)
    {
        double total = pools.Sum(pool => unique[pool]);
        return Only(unique.Length, pools, pool => budget * unique[pool] / total);
    }

    private static double[] UniMax(double[] unique, int[] pools, double budget)
    {
        double[] tokens = new double[unique.Length];
        double left = budget;
        int[] bySize = pools.OrderBy(pool => unique[pool]).ThenBy(pool => pool).ToArray();
        for (int i = 0; i < bySize.Length; i++)
        {
            tokens[bySize[i]] = Math.Min(left / (bySize.Length - i), UniMaxEpochs * unique[bySize[i]]);
            left -= tokens[bySize[i]];
        }

        return tokens;
    }

    private static double[] Best(Func<double[], double> lossOf, IEnumerable<double[]> mixes) => mixes.MinBy(lossOf)!;

    /// <summary>The same shares with as many tokens as the budget pays for when pools cost something to prepare.</summary>
    public static double[] Affordable(double[] tokens, IReadOnlyList<MixPool> pools, double budget)
    {
        if (Cost(1) <= budget * (1 + 1e-9))
        {
            return tokens;
        }

        (double low, double high) = (0, 1);
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Cost(middle) <= budget ? (middle, high) : (low, middle);
        }

        return Array.ConvertAll(tokens, count => low * count);

        double Cost(double scale) => tokens.Select((count, pool) => (scale * count) + (pools[pool].CostPerUniqueToken * Math.Min(scale * count, pools[pool].UniqueTokens))).Sum();
    }

    private static double[] Only(int count, int[] pools, Func<int, double> tokensOf)
    {
        double[] tokens = new double[count];
        foreach (int pool in pools)
        {
            tokens[pool] = tokensOf(pool);
        }

        return tokens;
    }
}
