using System.Globalization;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Chooses the mix for a budget and says how sure that is. Pure.</summary>
public static class MixSolver
{
    /// <summary>Budgets beyond this multiple of the longest run are labelled (and so are epochs beyond half of it).</summary>
    public const double ExtrapolationFactor = 4;

    /// <summary>The best mix under <c>qqt-ed</c>: exact. Where held-out mixtures speak against the law, the mix by rank, beside what the law says of it.</summary>
    /// <exception cref="ArgumentException">A pool is not part of the law, or the limits of the pools contradict each other.</exception>
    public static Mix Solve(MixProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        QqtEffectiveData law = problem.Fit.Best;
        MixPool[] pools = PoolsOf(problem);
        int[] bestFirst = [.. Enumerable.Range(0, pools.Length).OrderByDescending(pool => law.Pools[pool].Rate).ThenBy(pool => pool)];
        Filling filling = Fill(problem, pools, problem.BudgetTokens);
        bool isByLaw = MethodFor(problem) == MixMethod.Law;
        int[] candidates = [.. Enumerable.Range(0, pools.Length).Where(pool => pools[pool].UniqueTokens > 0 && (law.Dilution == 0 || filling.Tokens[pool] > 0))];
        Mix mix = MixAssembly.Build(new EffectiveDataMixLaw(problem.Fit), pools, filling, problem.BudgetTokens, problem.MaxEpochs, bestFirst, Without);
        return isByLaw ? mix
            : problem.Fit.HoldOutTest is { IsLawBetter: false } test ? mix with { Method = MixMethod.Ranking, Labels = [MixLabel.LawNotBetter, .. mix.Labels], Notes = [WhyRanking(test), .. mix.Notes] }
            : mix with { Method = MixMethod.Ranking };

        // With dilution a set is diluted by its own pools only: the others of the chosen set.
        Filling Without(int left) => isByLaw
            ? WaterFilling.Fill(law, pools, [.. candidates.Where(pool => pool != left)], problem.BudgetTokens)
            : Fill(problem, [.. pools.Select((pool, i) => i == left ? pool with { UniqueTokens = 0 } : pool)], problem.BudgetTokens);
    }

    /// <summary>The best mix under any law that compares pools: the best that a search from every baseline finds.</summary>
    /// <exception cref="ArgumentException">A pool is not part of the law, the limits contradict each other, the law does not compare pools, or a pool has costs.</exception>
    public static Mix Solve(TableMixProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        MixPool[] pools = PoolLimits.InLawOrder(problem.Fit.Pools, problem.Pools, problem.MaxEpochs);
        if (!problem.Fit.LossLaw.ComparesPools || problem.Pools.Any(pool => pool.CostPerUniqueToken > 0))
        {
            throw new ArgumentException(
                problem.Fit.LossLaw.ComparesPools ? "Costs of pools are weighed under qqt-ed only." : $"The law '{problem.Fit.Law}' does not tell pools apart.", nameof(problem));
        }

        TableMixLaw law = new(problem.Fit, problem.ModelParameters);
        double[] unique = [.. pools.Select(pool => pool.UniqueTokens)];
        int[] bestFirst = BestFirst(law, unique);
        bool isUniform = problem.Fit.LossLaw.MixesUniformly;
        double[] tokens = Search(law, pools, unique, problem.BudgetTokens, bestFirst, isUniform, null);
        return MixAssembly.Build(law, pools, new Filling(tokens, unique), problem.BudgetTokens, problem.MaxEpochs, bestFirst, Without);

        Filling Without(int left)
        {
            MixPool[] others = [.. pools.Select((pool, i) => i == left ? pool with { UniqueTokens = 0 } : pool)];
            double[] sizes = [.. others.Select(pool => pool.UniqueTokens)];
            return new Filling(Search(law, others, sizes, problem.BudgetTokens, [.. bestFirst.Where(pool => pool != left)], isUniform, tokens), sizes);
        }
    }

    /// <summary>What a mix of this problem follows.</summary>
    public static MixMethod MethodFor(MixProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Method ?? (problem.Fit.HoldOutTest is { IsLawBetter: false } ? MixMethod.Ranking : MixMethod.Law);
    }

    internal static Filling Fill(MixProblem problem, MixPool[] pools, double budget) =>
        MethodFor(problem) == MixMethod.Law ? WaterFilling.Solve(problem.Fit.Best, pools, budget) : RankedFilling.Solve(RankedFilling.Order(problem.Fit), pools, budget);

    private static string WhyRanking(HoldOutTest test) => string.Create(
        CultureInfo.InvariantCulture,
        $"On the held-out mixtures the law is no better than ranking at the longest probe (regret {test.Regret:0.0000} against {test.RankingRegret:0.0000}, log error {test.LogError:0.0000} against {test.PoolMeanLogError:0.0000} for the mean of the pools), so the mix takes pools by rank, {RankedFilling.Epochs:0} epochs each.");

    internal static MixPool[] PoolsOf(MixProblem problem) =>
        PoolLimits.InLawOrder([.. problem.Fit.Best.Pools.Select(pool => pool.Pool)], problem.Pools, problem.MaxEpochs);

    /// <summary>Pools by the loss after one epoch of as much of each as the smallest has.</summary>
    private static int[] BestFirst(TableMixLaw law, double[] unique)
    {
        double tokens = unique.Where(size => size > 0).Min();
        return [.. Enumerable.Range(0, unique.Length).Where(pool => unique[pool] > 0).OrderBy(pool => law.Loss(unique, Only(pool, tokens))).ThenBy(pool => pool)];

        double[] Only(int pool, double count) => [.. unique.Select((_, i) => i == pool ? count : 0)];
    }

    private static double[] Search(TableMixLaw law, MixPool[] pools, double[] unique, double budget, int[] bestFirst, bool isUniform, double[]? start)
    {
        double[] lower = [.. pools.Select(pool => pool.UniqueTokens > 0 ? pool.MinShare * budget : 0)];
        double[] upper = [.. pools.Select(pool => pool.UniqueTokens > 0 ? Math.Min(pool.MaxEpochs * pool.UniqueTokens, pool.MaxShare * budget) : 0)];
        double most = Math.Min(budget, upper.Sum());
        double LossOf(double[] tokens) => law.Loss(unique, tokens);
        if (isUniform)
        {
            return SubsetSearch.Solve(LossOf, unique, lower, upper, most, bestFirst);
        }

        IEnumerable<double[]> starts = start is not null ? [start] : Baselines.All(LossOf, bestFirst, unique, most).Select(baseline => baseline.Tokens)
            .Concat(bestFirst.Select(only => unique.Select((_, pool) => pool == only ? most : 0.0).ToArray()));
        return ExchangeSearch.Solve(LossOf, lower, upper, most, starts);
    }
}
