// Sorscher, Geirhos, Shekhar, Ganguli and Morcos 2022, "Beyond neural scaling laws" (arXiv 2206.14486, appendix A): a perceptron learns from the examples that
// a probe perceptron, at an angle to the teacher, finds hardest (smallest margin) or easiest. Saddle-point equations for the overlap R of student and teacher,
// the overlap rho of student and probe, and the student's margin kappa, solved by damped Newton steps and followed from the unpruned case down to the share
// that is kept (so that no spurious root is met).
namespace DataCuration.Tests.Deduplication.PruningTheory;

/// <summary>The error of a perceptron trained on pruned data, in the limit of many dimensions.</summary>
internal static class PerceptronTheory
{
    private const double Far = 12;

    private static readonly GaussLegendre Fine = new(100);
    private static readonly GaussLegendre Coarse = new(64);

    /// <summary>Error, overlap and margin for <paramref name="alpha"/> random examples a dimension.</summary>
    public static (double Error, double Overlap, double Margin) Random(double alpha)
    {
        double[] x = [Math.Atanh(0.671358), 0.78655];
        double at = 1;
        while (true)
        {
            double step = Math.Clamp(alpha / at, 0.8, 1.25);
            at = Math.Abs(step - (alpha / at)) < 1e-12 ? alpha : at * step;
            double now = at;
            x = Newton(x, y => PerfectProbe(y, now, 1, double.PositiveInfinity, isHard: true));
            if (at == alpha) return (ErrorOf(x), Math.Tanh(x[0]), x[1]);
        }
    }

    /// <summary>The error when a share of <paramref name="total"/> examples a dimension is kept.</summary>
    /// <param name="total">Examples a dimension before pruning.</param>
    /// <param name="keep">The share that is kept.</param>
    /// <param name="isHard">Keep the smallest margins, else the largest.</param>
    /// <param name="degrees">The angle between probe and teacher.</param>
    public static double Pruned(double total, double keep, bool isHard, double degrees = 0)
    {
        (_, double overlap, double margin) = Random(total);
        double[] x = degrees == 0 ? [Math.Atanh(overlap), margin] : [Math.Atanh(overlap), Math.Atanh(overlap * Math.Cos(degrees * Math.PI / 180)), margin];
        for (double f = 1; f > keep;)
        {
            f = Math.Max(keep, f * (degrees == 0 ? 0.95 : 0.9));
            double now = f, gamma = Normal.Quantile(isHard ? (1 + f) / 2 : 1 - (f / 2));
            x = degrees == 0
                ? Newton(x, y => PerfectProbe(y, now * total, now, gamma, isHard))
                : Newton(x, y => ImperfectProbe(y, now * total, now, gamma, isHard, degrees * Math.PI / 180));
        }

        return ErrorOf(x);
    }

    /// <summary>The examples a dimension that keeping the hardest needs for an error at most 10 % above that of all of them.</summary>
    public static double NeededByHard(double total)
    {
        double limit = 1.1 * Random(total).Error, low = 1.2 / total, high = 1;
        for (int i = 0; i < 30; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Pruned(total, middle, isHard: true) <= limit ? (low, middle) : (middle, high);
        }

        return high * total;
    }

    private static double ErrorOf(double[] x) => Math.Acos(Math.Tanh(x[0])) / Math.PI;

    private static double[] PerfectProbe(double[] x, double alpha, double f, double gamma, bool isHard)
    {
        double r = Math.Tanh(x[0]), kappa = x[1], variance = 1 - (r * r), sigma = Math.Sqrt(variance), first = 0, second = 0;
        foreach ((double t, double weight) in Fine.On(-Far, kappa - 1).Concat(Fine.On(kappa - 1, kappa)))
        {
            double gap = kappa - t, density = Normal.Density(t);
            if (isHard)
            {
                double cut = double.IsInfinity(gamma) ? 0 : Math.Exp(-Square((r * t) - gamma) / (2 * variance));
                first += weight * density * (Math.Exp(-Square(r * t) / (2 * variance)) - cut) * gap;
                second += weight * density * (Normal.Tail(-r * t / sigma) - (double.IsInfinity(gamma) ? 0 : Normal.Tail((gamma - (r * t)) / sigma))) * gap * gap;
            }
            else
            {
                first += weight * Math.Exp(-((gamma * gamma) - (2 * r * gamma * t) + (t * t)) / (2 * variance)) / (2 * Math.PI * sigma) * gap;
                second += weight * density * Normal.Tail((gamma - (r * t)) / sigma) * gap * gap;
            }
        }

        return [r - (2 * alpha / f * first / (isHard ? Math.Sqrt(2 * Math.PI) * sigma : 1)), variance - (2 * alpha / f * second)];
    }

    private static double[] ImperfectProbe(double[] x, double alpha, double f, double gamma, bool isHard, double angle)
    {
        double r = Math.Tanh(x[0]), rho = Math.Tanh(x[1]), kappa = x[2], c = Math.Cos(angle), s2 = Square(Math.Sin(angle));
        double lambda2 = s2 - (r * r) - (rho * rho) + (2 * rho * r * c);
        if (!(lambda2 > 1e-12)) return [double.NaN, double.NaN, double.NaN];
        double lambda = Math.Sqrt(lambda2), spread2 = 1 - (rho * rho), spread = Math.Sqrt(spread2), first = 0, second = 0, third = 0;
        IEnumerable<(double X, double Weight)> zs = isHard ? Coarse.On(-gamma, gamma) : Coarse.On(-Far + 2, -gamma).Concat(Coarse.On(gamma, Far - 2));
        (double X, double Weight)[] ts = [.. Coarse.On(-Far, kappa)];
        foreach ((double z, double zWeight) in zs)
        {
            double zs1 = zWeight * Normal.Density(z) / f;
            foreach ((double t, double tWeight) in ts)
            {
                double gap = kappa - t, weight = zs1 * tWeight;
                double exponent = (z * z * ((rho * rho) + (c * c) - (2 * rho * r * c))) + (2 * t * z * ((r * c) - rho)) + (t * t * s2);
                double peak = Math.Exp(-exponent / (2 * lambda2));
                double density = Normal.Density((t - (rho * z)) / spread) / spread;
                double tail = Normal.Tail(((z * ((rho * r) - c)) - (t * (r - (rho * c)))) / (spread * lambda));
                first += weight * peak * gap;
                second += weight * density * tail * gap * gap;
                third += weight * gap * ((density * tail * (z - (rho * t)) / spread2) + (peak / (2 * Math.PI * lambda) * ((rho * r) - c) / spread2));
            }
        }

        return
        [
            ((r - (rho * c)) / s2) - (alpha / (Math.PI * lambda) * first),
            1 - (((rho * rho) + (r * r) - (2 * rho * r * c)) / s2) - (2 * alpha * second),
            ((rho - (r * c)) / s2) - (2 * alpha * third),
        ];
    }

    private static double[] Newton(double[] start, Func<double[], double[]> residual)
    {
        double[] x = start, value = residual(x);
        for (int iteration = 0; iteration < 60 && Norm(value) > 1e-10; iteration++)
        {
            double[,] slopes = new double[x.Length, x.Length];
            for (int j = 0; j < x.Length; j++)
            {
                double[] moved = [.. x];
                moved[j] += 1e-6;
                double[] there = residual(moved);
                for (int i = 0; i < x.Length; i++) slopes[i, j] = (there[i] - value[i]) / 1e-6;
            }

            double[] step = Solve(slopes, value);
            double scale = 1;
            for (; scale > 1e-6; scale /= 2)
            {
                double[] candidate = [.. x.Select((v, i) => v - (scale * step[i]))];
                double[] there = residual(candidate);
                if (candidate[0] > 0 && candidate[^1] > 0 && Norm(there) < Norm(value))
                {
                    (x, value) = (candidate, there);
                    break;
                }
            }

            if (scale <= 1e-6) break;
        }

        return Norm(value) < 1e-6 ? x : throw new InvalidOperationException($"No root near {string.Join(", ", start)}: residual {Norm(value)}.");
    }

    private static double[] Solve(double[,] a, double[] b)
    {
        int n = b.Length;
        double[] x = [.. b];
        double[,] m = (double[,])a.Clone();
        for (int column = 0; column < n; column++)
        {
            int pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(m[row, column]));
            for (int k = 0; k < n; k++) (m[column, k], m[pivot, k]) = (m[pivot, k], m[column, k]);
            (x[column], x[pivot]) = (x[pivot], x[column]);
            for (int row = 0; row < n; row++)
            {
                double factor = row == column ? 0 : m[row, column] / m[column, column];
                for (int k = column; k < n; k++) m[row, k] -= factor * m[column, k];
                x[row] -= factor * x[column];
            }
        }

        return [.. x.Select((value, i) => value / m[i, i])];
    }

    private static double Norm(double[] values) => values.Any(double.IsNaN) ? double.PositiveInfinity : Math.Sqrt(values.Sum(value => value * value));

    private static double Square(double x) => x * x;
}
