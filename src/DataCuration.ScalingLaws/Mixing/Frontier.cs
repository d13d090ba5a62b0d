using System.Globalization;
using System.Text;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>The best mix over a range of budgets: how hard to filter depends on how long one trains. Pure.</summary>
public static class Frontier
{
    /// <summary>Budgets of the default grid.</summary>
    public const int DefaultPoints = 33;

    /// <summary>A logarithmic grid of budgets, and between two of them with different pools in use the budget where the set changes.</summary>
    /// <param name="problem">Its budget is not used.</param>
    /// <param name="from">The least budget in tokens.</param>
    /// <param name="to">The greatest budget in tokens.</param>
    /// <param name="points">Budgets of the grid; at least 2.</param>
    public static IReadOnlyList<FrontierPoint> Compute(MixProblem problem, double from, double to, int points = DefaultPoints)
    {
        ArgumentNullException.ThrowIfNull(problem);
        List<FrontierPoint> frontier = [];
        double[] unique = problem.Fit.Best.Pools.Select(utility => problem.Pools.FirstOrDefault(pool => pool.Name == utility.Pool)?.UniqueTokens ?? 0).ToArray();
        double previous = double.NaN;
        for (int i = 0; i < points; i++)
        {
            double budget = from * Math.Pow(to / from, (double)i / (points - 1));
            if (i > 0 && !ActiveAt(budget).SequenceEqual(ActiveAt(previous)))
            {
                frontier.Add(new FrontierPoint(MixSolver.Solve(problem with { BudgetTokens = Bisect(previous, budget) }), true));
            }

            frontier.Add(new FrontierPoint(MixSolver.Solve(problem with { BudgetTokens = budget }), false));
            previous = budget;
        }

        return frontier;

        bool[] ActiveAt(double budget) => Array.ConvertAll(WaterFilling.Solve(problem.Fit.Best, unique, budget, problem.MaxEpochs), tokens => tokens > 0);

        double Bisect(double low, double high)
        {
            bool[] atLow = ActiveAt(low);
            while (high / low > 1 + 1e-4)
            {
                double middle = Math.Sqrt(low * high);
                (low, high) = ActiveAt(middle).SequenceEqual(atLow) ? (middle, high) : (low, middle);
            }

            return high;
        }
    }

    /// <summary>One row a budget: tokens, loss with interval, probability, then tokens and epochs of each pool.</summary>
    public static string ToCsv(IReadOnlyList<FrontierPoint> frontier)
    {
        ArgumentNullException.ThrowIfNull(frontier);
        StringBuilder csv = new("budget_tokens,is_transition,loss,loss_low,loss_high,probability_best");
        foreach (PoolShare pool in frontier[0].Mix.Pools)
        {
            csv.Append(CultureInfo.InvariantCulture, $",tokens_{pool.Name},epochs_{pool.Name}");
        }

        csv.Append('\n');
        foreach (FrontierPoint point in frontier)
        {
            Mix mix = point.Mix;
            csv.Append(CultureInfo.InvariantCulture, $"{mix.BudgetTokens:R},{(point.IsTransition ? 1 : 0)},{mix.Loss:R},{mix.LossLow:R},{mix.LossHigh:R},{mix.ProbabilityBest:R}");
            foreach (PoolShare pool in mix.Pools)
            {
                csv.Append(CultureInfo.InvariantCulture, $",{pool.Tokens:R},{pool.Epochs:R}");
            }

            csv.Append('\n');
        }

        return csv.ToString();
    }
}
