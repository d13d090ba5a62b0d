// Levenberg-Marquardt (Marquardt 1963) with Huber weights by iteratively reweighted least squares. The objective is of the order of 1e-3, below the
// default tolerances of common optimisers, which is how published fits got stuck; here every tolerance is relative.
// Cost: an evaluation and a Cholesky factorisation of p x p an iteration.

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Minimises the Huber loss of a model's residuals. Deterministic.</summary>
internal static class LevenbergMarquardt
{
    private const int MaxIterations = 200;
    private const double MaxDamping = 1e12;

    public static (double[] Theta, double Objective) Minimise(IResidualModel model, double[] start, double delta)
    {
        int width = model.ParameterCount;
        double[] theta = [.. start];
        double[] residuals = new double[model.ResidualCount];
        double[] jacobian = new double[model.ResidualCount * width];
        model.Evaluate(theta, residuals, jacobian);
        double objective = Objective(model, residuals, delta);
        double damping = 1e-3;
        double[] trial = new double[width];
        double[] trialResiduals = new double[residuals.Length];
        int settled = 0;
        for (int iteration = 0; iteration < MaxIterations && damping < MaxDamping && settled < 3; iteration++)
        {
            (double[] normal, double[] gradient) = NormalEquations(model, residuals, jacobian, delta);
            double[] damped = [.. normal];
            for (int i = 0; i < width; i++)
            {
                damped[(i * width) + i] += damping * Math.Max(normal[(i * width) + i], 1e-12);
            }

            if (!Cholesky.TrySolve(damped, gradient, width, out double[] step))
            {
                damping *= 10;
                continue;
            }

            for (int i = 0; i < width; i++)
            {
                trial[i] = Math.Clamp(theta[i] - Math.Clamp(step[i], -2, 2), -model.Limit, model.Limit);
            }

            model.Evaluate(trial, trialResiduals, []);
            double value = Objective(model, trialResiduals, delta);
            if (!(value < objective))
            {
                damping *= 4;
                continue;
            }

            settled = objective - value < 1e-13 * objective ? settled + 1 : 0;
            trial.CopyTo(theta, 0);
            objective = value;
            damping = Math.Max(damping / 5, 1e-12);
            model.Evaluate(theta, residuals, jacobian);
        }

        return (theta, objective);
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

    /// <summary>J' W J and J' W r with Huber's weights.</summary>
    public static (double[] Normal, double[] Gradient) NormalEquations(IResidualModel model, double[] residuals, double[] jacobian, double delta)
    {
        int width = model.ParameterCount;
        double[] normal = new double[width * width];
        double[] gradient = new double[width];
        for (int n = 0; n < residuals.Length; n++)
        {
            double size = Math.Abs(residuals[n]);
            double weight = model.Weight(n) * (size <= delta || !model.IsData(n) ? 1 : delta / size);
            ReadOnlySpan<double> row = jacobian.AsSpan(n * width, width);
            for (int i = 0; i < width; i++)
            {
                gradient[i] += weight * row[i] * residuals[n];
                for (int j = 0; j <= i; j++)
                {
                    normal[(i * width) + j] += weight * row[i] * row[j];
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
