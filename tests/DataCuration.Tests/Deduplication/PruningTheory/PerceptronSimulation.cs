using System.Numerics;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Selection;

namespace DataCuration.Tests.Deduplication.PruningTheory;

/// <summary>The theory's experiment, with the product's own selection by score: a max-margin perceptron on the examples that a probe finds hard or easy.</summary>
internal static class PerceptronSimulation
{
    /// <summary>Mean error and its standard error over seeds.</summary>
    public static (double Mean, double StandardError) Run(int dimensions, double total, double keep, bool isHard, double degrees, int seeds)
    {
        double[] errors = new double[seeds];
        Parallel.For(0, seeds, seed => errors[seed] = Once(dimensions, (int)Math.Round(total * dimensions), keep, isHard, degrees * Math.PI / 180, seed));
        double mean = errors.Average();
        return (mean, Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / (seeds - 1) / seeds));
    }

    private static double Once(int n, int examples, double keep, bool isHard, double angle, int seed)
    {
        Random random = new(seed);
        double[] teacher = Unit(Gaussian(random, n)), other = Gaussian(random, n);
        double along = Dot(other, teacher);
        double[] across = Unit([.. other.Select((x, i) => x - (along * teacher[i]))]);
        double[] probe = [.. teacher.Select((x, i) => (Math.Cos(angle) * x) + (Math.Sin(angle) * across[i]))];
        double[][] inputs = new double[examples][];
        double[] scores = new double[examples];
        DocumentId[] ids = new DocumentId[examples];
        for (int i = 0; i < examples; i++)
        {
            double[] x = Gaussian(random, n);
            double margin = Math.Abs(Dot(x, probe));
            scores[i] = isHard ? -margin : margin;
            ids[i] = DocumentId.Create("simulation", "", i);
            // A point with its label folded in: y x.
            inputs[i] = Dot(x, teacher) >= 0 ? x : [.. x.Select(value => -value)];
        }

        bool[] kept = keep >= 1 ? [.. ids.Select(_ => true)] : TopShare.Select(scores, ids, [], 0, keep, TieRule.Split, 1);
        double[] student = MaxMargin([.. inputs.Where((_, i) => kept[i])], n);
        return Math.Acos(Math.Clamp(Dot(student, teacher) / Math.Sqrt(Dot(student, student)), -1, 1)) / Math.PI;
    }

    // Hard-margin support vectors without a bias: dual coordinate descent over min |w|^2 / 2 with y w x >= 1, until no constraint is violated by 1e-4.
    private static double[] MaxMargin(double[][] points, int n)
    {
        double[] w = new double[n], dual = new double[points.Length], squares = [.. points.Select(point => Dot(point, point))];
        List<int> active = [.. Enumerable.Range(0, points.Length)];
        for (int epoch = 0; epoch < 20_000; epoch++)
        {
            double violation = 0;
            foreach (int i in active)
            {
                double gradient = 1 - Dot(w, points[i]);
                double change = Math.Max(-dual[i], gradient / squares[i]);
                if (change == 0) continue;
                violation = Math.Max(violation, Math.Abs(change) * Math.Sqrt(squares[i]));
                dual[i] += change;
                for (int k = 0; k < n; k++) w[k] += change * points[i][k];
            }

            if (violation < 1e-4 * Math.Sqrt(Dot(w, w)))
            {
                if (active.Count == points.Length) break;
                active = [.. Enumerable.Range(0, points.Length)];
            }
            else if (epoch % 10 == 9)
            {
                active = [.. Enumerable.Range(0, points.Length).Where(i => dual[i] > 0 || epoch % 50 == 49)];
            }
        }

        return w;
    }

    private static double[] Gaussian(Random random, int n)
    {
        double[] x = new double[n];
        for (int i = 0; i < n; i++)
        {
            x[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return x;
    }

    private static double[] Unit(double[] x)
    {
        double norm = Math.Sqrt(Dot(x, x));
        return [.. x.Select(value => value / norm)];
    }

    private static double Dot(double[] a, double[] b)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sum += new Vector<double>(a, i) * new Vector<double>(b, i);
        }

        double rest = Vector.Sum(sum);
        for (; i < a.Length; i++)
        {
            rest += a[i] * b[i];
        }

        return rest;
    }
}
