using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>The mixes that people use without a law. Pure.</summary>
internal static class Baselines
{
    /// <summary>Most epochs of a pool under UniMax (Chung et al. 2023, arXiv 2304.09151; N = 4 after Muennighoff et al. 2023).</summary>
    public const double UniMaxEpochs = 4;

    public static IEnumerable<(string Name, double[] Tokens)> All(QqtEffectiveData law, double[] unique, double budget)
    {
        int[] present = Enumerable.Range(0, unique.Length).Where(pool => unique[pool] > 0).ToArray();
        yield return ("bestSinglePool", Best(law, unique, present.Select(pool => Only(unique.Length, [pool], _ => budget))));
        yield return ("proportional", Proportional(unique, present, budget));
        yield return ("uniform", Only(unique.Length, present, _ => budget / present.Length));
        yield return ("uniMax", UniMax(unique, present, budget));
        int[] byRate = present.OrderByDescending(pool => law.Pools[pool].Rate).ThenBy(pool => pool).ToArray();
        yield return ("nestedPrefix", Best(law, unique, Enumerable.Range(1, byRate.Length).Select(count => Proportional(unique, byRate.Take(count).ToArray(), budget))));
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

    private static double[] Best(QqtEffectiveData law, double[] unique, IEnumerable<double[]> mixes) => mixes.MinBy(tokens => law.Predict(unique, tokens))!;

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
