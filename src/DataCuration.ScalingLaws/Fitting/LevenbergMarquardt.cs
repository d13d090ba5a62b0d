// Levenberg-Marquardt (Marquardt 1963) for Huber's loss. Iteratively reweighted least squares is safe but crawls when most residuals lie beyond delta, as they
// do at Hoffmann's 1e-3; Newton's step, whose curvature leaves those residuals out, jumps to the minimum of the current set of small residuals
// (Madsen and Nielsen 1990, "Finite algorithms for robust linear regression"). So both steps are tried, each with a
// damping of its own, and the better one is taken. The objective is of the order of 1e-3, below the default tolerances of common optimisers, which is how published
// fits got stuck; here every tolerance is relative. Cost: two evaluations and Cholesky factorisations of p x p an iteration.

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Minimises the Huber loss of a model's residuals. Deterministic.</summary>
internal static class LevenbergMarquardt
{
    /// <summary>Relative decrease of the objective below which a search for the best point stops.</summary>
    public const double Exact = 1e-13;

    /// <summary>The same where the answer is one of many, as in resampling.</summary>
    public const double Rough = 1e-8;

    private const int MaxIterations = 1000;
    private const double MaxDamping = 1e12;
    private const double MaxNewtonDamping = 1e6;

    public static (double[] Theta, double Objective) Minimise(IResidualModel model, double[] start, double delta, double tolerance = Exact)
    {
        int width = model.ParameterCount;
        double[] theta = [.. start];
        double[] residuals = new double[model.ResidualCount];
        double[] jacobian = new double[model.ResidualCount * width];
        model.Evaluate(theta, residuals, jacobian);
        double objective = Objective(model, residuals, delta);
        double damping = 1e-3;
        double newtonDamping = 1e-3;
        double[] trial = new double[width];
        double[] jump = new double[width];
        double[] trialResiduals = new double[residuals.Length];
        int settled = 0;
        for (int iteration = 0; iteration < MaxIterations && damping < MaxDamping && settled < 3; iteration++)
        {
            double value = Try(1, damping, trial);
            damping = value < objective ? Math.Max(damping / 5, 1e-12) : damping * 4;
            if (HasOutliers(model, residuals, delta))
            {
                double jumped = Try(0, newtonDamping, jump);
                newtonDamping = jumped < objective ? Math.Max(newtonDamping / 5, 1e-9) : Math.Min(newtonDamping * 4, MaxNewtonDamping);
                if (jumped < value)
                {
                    value = jumped;
                    (trial, jump) = (jump, trial);
                }
            }

            if (!(value < objective))
            {
                continue;
            }

            settled = objective - value < tolerance * objective ? settled + 1 : 0;
            trial.CopyTo(theta, 0);
            objective = value;
            model.Evaluate(theta, residuals, jacobian);
        }

        return (theta, objective);

        double Try(double outlierCurvature, double with, double[] target)
        {
            (double[] normal, double[] gradient) = NormalEquations(model, residuals, jacobian, delta, outlierCurvature);
            for (int i = 0; i < width; i++)
            {
                normal[(i * width) + i] += Math.Max(with * normal[(i * width) + i], 1e-12);
            }

            // A coordinate at its end stays there while the loss would fall beyond it.
            for (int i = 0; i < width; i++)
            {
                if ((theta[i] <= model.Lowest(i) && gradient[i] > 0) || (theta[i] >= model.Highest(i) && gradient[i] < 0))
                {
                    gradient[i] = 0;
                    for (int j = 0; j < width; j++)
                    {
                        normal[(i * width) + j] = normal[(j * width) + i] = i == j ? 1 : 0;
                    }
                }
            }

            if (!Cholesky.TrySolve(normal, gradient, width, out double[] step))
            {
                return double.PositiveInfinity;
            }

            for (int i = 0; i < width; i++)
            {
                target[i] = Math.Clamp(theta[i] - Math.Clamp(step[i], -2, 2), model.Lowest(i), model.Highest(i));
            }

            model.Evaluate(target, trialResiduals, []);
            return Objective(model, trialResiduals, delta);
        }
    }

    private static bool HasOutliers(IResidualModel model, double[] residuals, double delta)
    {
        for (int n = 0; n < residuals.Length; n++)
        {
            if (model.IsData(n) && Math.Abs(residuals[n]) > delta)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sum of Huber losses, in a fixed order.</summary>
    public static double Objective(IResidualModel model, ReadOnlySpan<double> residuals, double delta)
    {
        double sum = 0;
        for (int n = 0; n < residuals.Length; n++)
        {
            double size = Math.Abs(residuals[n]);
            double loss = size <= delta || !model.IsData(n) ? residuals[n] * residuals[n] / 2 : delta * (size - (delta / 2));
            sum += model.Weight(n) * loss;
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    /// <summary>J' W J and J' W r with Huber's weights; residuals beyond delta count in J' W J by the given factor.</summary>
    private static (double[] Normal, double[] Gradient) NormalEquations(IResidualModel model, double[] residuals, double[] jacobian, double delta, double outlierCurvature)
    {
        int width = model.ParameterCount;
        double[] normal = new double[width * width];
        double[] gradient = new double[width];
        for (int n = 0; n < residuals.Length; n++)
        {
            double size = Math.Abs(residuals[n]);
            bool isOutlier = size > delta && model.IsData(n);
            double weight = model.Weight(n) * (isOutlier ? delta / size : 1);
            double curvature = isOutlier ? weight * outlierCurvature : weight;
            ReadOnlySpan<double> row = jacobian.AsSpan(n * width, width);
            for (int i = 0; i < width; i++)
            {
                gradient[i] += weight * row[i] * residuals[n];
                for (int j = 0; j <= i; j++)
                {
                    normal[(i * width) + j] += curvature * row[i] * row[j];
                }
            }
        }

        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < i; j++)
            {
                normal[(j * width) + i] = normal[(i * width) + j];
            }
        }

        return (normal, gradient);
    }
}
