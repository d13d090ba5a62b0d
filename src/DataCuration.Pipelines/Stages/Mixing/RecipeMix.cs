using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Pipelines.Stages.Mixing;

/// <summary>A recipe's budget and limits as the problem that the mix solves. Pure.</summary>
internal static class RecipeMix
{
    /// <summary>Training tokens that the budget pays for after what has been spent.</summary>
    /// <param name="options">Budget, model, what is spent.</param>
    /// <param name="probeFlops">What the probes cost; counted when the recipe says so.</param>
    /// <exception cref="DiagnosticException">DC4037: nothing is left.</exception>
    public static double TokensOf(MixOptions options, double probeFlops)
    {
        double spent = SpentOf(options, probeFlops);
        return spent < options.Budget
            ? TrainingBudget.TokensOf(options with { Budget = options.Budget - spent }).Value
            : throw new DiagnosticException(
                Diagnostic.Error(
                    "DC4037",
                    FormattableString.Invariant(
                        $"mix.budget is {options.Budget:G4} FLOPs, and {spent:G4} are spent (mix.spent {options.Spent:G4}{(options.CountProbes ? FormattableString.Invariant($", the probes {probeFlops:G4}") : "")}), so nothing is left to train with. Raise the budget, probe less, or do not count the probes.")),
                ExitCode.Usage);
    }

    /// <summary>FLOPs of the budget that do not go into training.</summary>
    public static double SpentOf(MixOptions options, double probeFlops) => options.Spent + (options.CountProbes ? probeFlops : 0);

    /// <summary>The pools that the law knows, with their sizes and what generating them costs.</summary>
    public static MixPool[] Measured(MixOptions options, LawFit fit, PoolsFile pools, double tokens) => pools.Pools
        .Where(pool => fit.Best.Pools.Any(utility => string.Equals(utility.Pool, pool.Name, StringComparison.Ordinal)))
        .Select(pool => new MixPool(pool.Name, pool.Tokens) { CostPerUniqueToken = (pool.GenerationFlops ?? 0) / pool.Tokens / FlopsPerToken(options, tokens) })
        .ToArray();

    /// <summary>The problem for a number of training tokens.</summary>
    /// <exception cref="DiagnosticException">DC4037: a limit names no pool, or the limits contradict each other.</exception>
    public static MixProblem Problem(MixOptions options, LawFit fit, IReadOnlyList<MixPool> pools, double tokens)
    {
        foreach (PoolLimitOptions limit in options.Limits)
        {
            string problem = pools.All(pool => pool.Name != limit.Pool) ? $"there is no measured pool '{limit.Pool}'; there are {string.Join(", ", pools.Select(pool => pool.Name))}"
                : limit.MinShare > limit.MaxShare ? FormattableString.Invariant($"the least share of '{limit.Pool}', {limit.MinShare}, is above its most, {limit.MaxShare}")
                : options.Limits.Count(other => other.Pool == limit.Pool) > 1 ? $"the pool '{limit.Pool}' has two entries"
                : options.Limits.Sum(other => other.MinShare) > 1 + 1e-12 ? "the least shares add up to more than 1"
                : "";
            if (problem.Length > 0)
            {
                throw new DiagnosticException(Diagnostic.Error("DC4037", $"mix.limits cannot be kept: {problem}."), ExitCode.Usage);
            }
        }

        return new MixProblem(fit, [.. pools.Select(Limited)], tokens, options.MaxEpochs ?? double.PositiveInfinity) { Method = TrainingBudget.MethodOf(options.Method) };

        MixPool Limited(MixPool pool) => options.Limits.FirstOrDefault(limit => limit.Pool == pool.Name) is { } limit
            ? pool with
            {
                MinShare = limit.MinShare,
                MaxShare = limit.MaxShare,
                MaxEpochs = limit.MaxEpochs ?? double.PositiveInfinity,
                CostPerUniqueToken = pool.CostPerUniqueToken + (limit.CostPerToken / FlopsPerToken(options, tokens)),
            }
            : pool;
    }

    /// <summary>6 N: FLOPs of a training token.</summary>
    public static double FlopsPerToken(MixOptions options, double tokens) => 6 * (options.ModelParameters ?? tokens / options.TokensPerParameter);
}
