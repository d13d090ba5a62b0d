// The best division of a budget for any law: from each of several starts, move a step of tokens from one pool to another as long as the loss falls, then halve
// the step (compass search; Kolda, Lewis and Torczon 2003, section 3, with the directions that keep the sum). It needs no derivatives, so kinks at
// whole epochs do no harm, and limits are kept by cutting steps. For separable concave laws its end is the global optimum; for others the starts (every
// single pool, every nested prefix, uniform, proportional, UniMax) are what it can promise to be no worse than.
// Cost: starts x halvings x p^2 evaluations of the law.
namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Divides a budget among pools under any loss. Deterministic.</summary>
internal static class ExchangeSearch
{
    private const double FirstStep = 0.25;
    private const double LastStep = 1e-9;

    /// <summary>The best division found.</summary>
    /// <param name="lossOf">Loss by tokens of each pool.</param>
    /// <param name="lower">Least tokens of each pool.</param>
    /// <param name="upper">Most tokens of each pool; their sum is at least the budget.</param>
    /// <param name="budget">The sum.</param>
    /// <param name="starts">Divisions to begin at; they are moved within the limits.</param>
    public static double[] Solve(Func<double[], double> lossOf, double[] lower, double[] upper, double budget, IEnumerable<double[]> starts)
    {
        double[] best = [];
        double bestLoss = double.PositiveInfinity;
        foreach (double[] start in starts)
        {
            double[] tokens = Within(start, lower, upper, budget);
            double loss = Descend(lossOf, tokens, lower, upper, budget);
            if (best.Length == 0 || loss < bestLoss - (1e-12 * Math.Abs(bestLoss)))
            {
                (best, bestLoss) = (tokens, loss);
            }
        }

        return best;
    }

    private static double Descend(Func<double[], double> lossOf, double[] tokens, double[] lower, double[] upper, double budget)
    {
        double loss = lossOf(tokens);
        for (double step = FirstStep * budget; step > LastStep * budget; step /= 2)
        {
            while (BestMove(step) is (int from, int to, double moved, double value) && value < loss)
            {
                Move(from, to, moved);
                loss = value;
            }
        }

        return loss;

        void Move(int from, int to, double moved)
        {
            tokens[from] = tokens[from] - moved < 1e-12 * budget ? 0 : tokens[from] - moved;
            tokens[to] += moved;
        }

        (int From, int To, double Moved, double Value) BestMove(double step)
        {
            (int From, int To, double Moved, double Value) best = (0, 0, 0, double.PositiveInfinity);
            for (int from = 0; from < tokens.Length; from++)
            {
                for (int to = 0; to < tokens.Length; to++)
                {
                    double moved = Math.Min(step, Math.Min(tokens[from] - lower[from], upper[to] - tokens[to]));
                    if (from == to || !(moved > 0.1 * LastStep * budget))
                    {
                        continue;
                    }

                    (double kept, double gained) = (tokens[from], tokens[to]);
                    Move(from, to, moved);
                    double value = lossOf(tokens);
                    (tokens[from], tokens[to]) = (kept, gained);
                    if (value < best.Value)
                    {
                        best = (from, to, moved, value);
                    }
                }
            }

            return best;
        }
    }

    /// <summary>The start cut to the limits, and what that leaves over or lacks divided by the room that there is.</summary>
    private static double[] Within(double[] start, double[] lower, double[] upper, double budget)
    {
        double[] tokens = [.. start.Select((value, i) => Math.Clamp(value, lower[i], upper[i]))];
        double missing = budget - tokens.Sum();
        double[] room = [.. tokens.Select((value, i) => missing > 0 ? Math.Min(upper[i], budget) - value : value - lower[i])];
        double all = room.Sum();
        return all > 0 ? [.. tokens.Select((value, i) => value + (Math.Min(missing, all) * room[i] / all))] : tokens;
    }
}
