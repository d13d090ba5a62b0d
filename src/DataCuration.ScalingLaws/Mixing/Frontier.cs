using System.Globalization;
using System.Text;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>The best mix over a range of budgets: how hard to filter depends on how long one trains. Pure.</summary>
public static class Frontier
{
    /// <summary>Budgets of the default grid.</summary>
    public const int DefaultPoints = 33;

    /// <summary>Relative precision of the budgets where pools enter or leave.</summary>
    private const double Precision = 1e-4;

    /// <summary>Resampled laws and relative precision behind the interval of such a budget.</summary>
    private const int TransitionDraws = 100;
    private const double IntervalPrecision = 0.02;
    private const int ExhaustivePoolsOfDraws = 4;

    /// <summary>A pool with less is not in use, where a search and no formula divided the budget.</summary>
    private const double LeastShare = 1e-6;

    /// <summary>A logarithmic grid of budgets, and between two of them with different pools in use the budget where the set changes.</summary>
    /// <param name="problem">Its budget is not used.</param>
    /// <param name="from">The least budget in tokens.</param>
    /// <param name="to">The greatest budget in tokens.</param>
    /// <param name="points">Budgets of the grid; at least 2.</param>
    public static IReadOnlyList<FrontierPoint> Compute(MixProblem problem, double from, double to, int points = DefaultPoints)
    {
        ArgumentNullException.ThrowIfNull(problem);
        MixPool[] pools = MixSolver.PoolsOf(problem);
        QqtEffectiveData[] draws = [.. problem.Fit.Draws.Take(TransitionDraws)];
        Lazy<double[]?[]> entries = new(() => [.. draws.Select(draw => WaterFilling.Entries(draw, pools, to))]);
        return Compute(
            budget => MixSolver.Solve(problem with { BudgetTokens = budget }),
            budget => Array.ConvertAll(MixSolver.Fill(problem, pools, budget).Tokens, tokens => tokens > 0),
            from,
            to,
            points,
            (before, now) => MixSolver.MethodFor(problem) == MixMethod.Law ? TransitionInterval(before, now) : null);

        bool[] ActiveUnder(QqtEffectiveData law, double budget) => Array.ConvertAll(WaterFilling.Solve(law, pools, budget, ExhaustivePoolsOfDraws).Tokens, tokens => tokens > 0);

        // Where the first pool whose use changes does so under each of the resampled laws.
        (double Low, double High)? TransitionInterval(bool[] before, bool[] now)
        {
            int changed = Enumerable.Range(0, now.Length).First(pool => before[pool] != now[pool]);
            double[] budgets = new double[draws.Length];
            bool enters = now[changed];
            Parallel.For(0, draws.Length, draw =>
            {
                if (enters && entries.Value[draw] is { } entry)
                {
                    budgets[draw] = Math.Clamp(entry[changed], from, to);
                    return;
                }

                (double left, double right) = (from, to);
                while (right / left > 1 + IntervalPrecision)
                {
                    double middle = Math.Sqrt(left * right);
                    (left, right) = ActiveUnder(draws[draw], middle)[changed] == enters ? (left, middle) : (middle, right);
                }

                budgets[draw] = left == from ? from : right;
            });
            Array.Sort(budgets);
            return budgets.Length == 0 ? null : (Percentile.Of(budgets, 0.05), Percentile.Of(budgets, 0.95));
        }
    }

    /// <summary>The same under any law that compares pools.</summary>
    /// <param name="problem">Its budget is not used.</param>
    /// <param name="from">The least budget in tokens.</param>
    /// <param name="to">The greatest budget in tokens.</param>
    /// <param name="points">Budgets of the grid; at least 2.</param>
    public static IReadOnlyList<FrontierPoint> Compute(TableMixProblem problem, double from, double to, int points = DefaultPoints)
    {
        ArgumentNullException.ThrowIfNull(problem);
        TableMixProblem plain = problem with { Fit = problem.Fit with { Draws = [] } };
        return Compute(
            budget => MixSolver.Solve(problem with { BudgetTokens = budget }),
            budget => [.. MixSolver.Solve(plain with { BudgetTokens = budget }).Pools.Select(pool => pool.Share > LeastShare)],
            from,
            to,
            points,
            (_, _) => null);
    }

    private static List<FrontierPoint> Compute(
        Func<double, Mix> solve, Func<double, bool[]> activeAt, double from, double to, int points, Func<bool[], bool[], (double Low, double High)?> interval)
    {
        List<FrontierPoint> frontier = [];
        double previous = double.NaN;
        bool[] before = [];
        for (int i = 0; i < points; i++)
        {
            double budget = from * Math.Pow(to / from, (double)i / (points - 1));
            bool[] now = activeAt(budget);
            if (i > 0 && !now.SequenceEqual(before))
            {
                AddTransitions(previous, before, budget, now);
            }

            frontier.Add(new FrontierPoint(solve(budget), false));
            (previous, before) = (budget, now);
        }

        return frontier;

        // Several pools may enter between two budgets of the grid: each change is found, one after the other.
        void AddTransitions(double low, bool[] atLow, double high, bool[] atHigh)
        {
            while (!atLow.SequenceEqual(atHigh))
            {
                (double left, double right) = (low, high);
                while (right / left > 1 + Precision)
                {
                    double middle = Math.Sqrt(left * right);
                    (left, right) = activeAt(middle).SequenceEqual(atLow) ? (middle, right) : (left, middle);
                }

                bool[] atRight = activeAt(right);
                (double Low, double High)? range = interval(atLow, atRight);
                frontier.Add(new FrontierPoint(solve(right), true) { BudgetLow = range?.Low, BudgetHigh = range?.High });
                (low, atLow) = (right, atRight);
                if (right == high)
                {
                    break;
                }
            }
        }
    }

    /// <summary>
    /// One row a budget: tokens, loss with interval, probability, the interval of a transition, the runner-up and by how much it is worse, then tokens and epochs
    /// of each pool.
    /// </summary>
    public static string ToCsv(IReadOnlyList<FrontierPoint> frontier)
    {
        ArgumentNullException.ThrowIfNull(frontier);
        StringBuilder csv = new("budget_tokens,is_transition,loss,loss_low,loss_high,probability_best,transition_low,transition_high,runner_up,runner_up_gap");
        foreach (PoolShare pool in frontier[0].Mix.Pools)
        {
            csv.Append(CultureInfo.InvariantCulture, $",tokens_{pool.Name},epochs_{pool.Name}");
        }

        csv.Append('\n');
        foreach (FrontierPoint point in frontier)
        {
            Mix mix = point.Mix;
            csv.Append(CultureInfo.InvariantCulture, $"{mix.BudgetTokens:R},{(point.IsTransition ? 1 : 0)},{mix.Loss:R},{mix.LossLow:R},{mix.LossHigh:R},{mix.ProbabilityBest:R},{point.BudgetLow:R},{point.BudgetHigh:R},{mix.RunnerUp?.Name},{mix.RunnerUp?.Gap:R}");
            foreach (PoolShare pool in mix.Pools)
            {
                csv.Append(CultureInfo.InvariantCulture, $",{pool.Tokens:R},{pool.Epochs:R}");
            }

            csv.Append('\n');
        }

        return csv.ToString();
    }
}
