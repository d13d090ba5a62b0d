// The best set of pools when every sample of the set is seen equally often, as the mixtures of Goyal et al. 2024 (Theorem 1) are: all sets up to 12 pools, beyond
// that nested ones and then single additions and removals as long as they help. The authors' selection looks at nested sets only.
// Cost: 2^p evaluations of the law, or p^2 a round.
namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Chooses a set of pools. Deterministic.</summary>
internal static class SubsetSearch
{
    private const int MaxExhaustivePools = 12;

    /// <summary>The tokens of each pool for the best set that the limits allow; the whole set when they allow none.</summary>
    public static double[] Solve(Func<double[], double> lossOf, double[] unique, double[] lower, double[] upper, double budget, int[] bestFirst)
    {
        double[] best = Divide([.. bestFirst]);
        double bestLoss = IsAllowed(best) ? lossOf(best) : double.PositiveInfinity;
        int[] bestSet = bestFirst;
        if (bestFirst.Length <= MaxExhaustivePools)
        {
            for (int mask = 1; mask < 1 << bestFirst.Length; mask++)
            {
                Consider([.. bestFirst.Where((_, i) => (mask & (1 << i)) != 0)]);
            }

            return best;
        }

        for (int count = 1; count <= bestFirst.Length; count++)
        {
            Consider([.. bestFirst.Take(count)]);
        }

        for (double before = double.NaN; before != bestLoss;)
        {
            before = bestLoss;
            int[] from = bestSet;
            foreach (int pool in bestFirst)
            {
                Consider(from.Contains(pool) ? [.. from.Where(member => member != pool)] : [.. from, pool]);
            }
        }

        return best;

        void Consider(int[] set)
        {
            double[] tokens = Divide(set);
            double loss = set.Length > 0 && IsAllowed(tokens) ? lossOf(tokens) : double.PositiveInfinity;
            if (loss < bestLoss)
            {
                (best, bestLoss, bestSet) = (tokens, loss, set);
            }
        }

        double[] Divide(int[] set)
        {
            double total = set.Sum(pool => unique[pool]);
            double[] tokens = new double[unique.Length];
            foreach (int pool in set)
            {
                tokens[pool] = budget * unique[pool] / total;
            }

            return tokens;
        }

        bool IsAllowed(double[] tokens) => tokens.Select((count, pool) => count >= lower[pool] * (1 - 1e-9) && count <= upper[pool] * (1 + 1e-9)).All(isKept => isKept);
    }
}
