// What the measurements do not determine: a direction in parameter space along which no residual changes. The derivatives' columns are scaled to length
// one, so that the condition number does not depend on units; its least eigenvector names the parameters that trade off (for Chinchilla: A with alpha,
// for the filtering laws: n0 with d). Cost: one Jacobian and one small eigenproblem.

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Finds the least determined direction of a fit. Pure.</summary>
internal static class Identifiability
{
    /// <summary>Parameters with less than this share of the direction are not named.</summary>
    private const double LeastShare = 0.2;

    public static (double Condition, string[] Weakest) Of(IResidualModel model, double[] theta)
    {
        int width = model.ParameterCount;
        if (width == 0)
        {
            return (1, []);
        }

        double[] residuals = new double[model.ResidualCount];
        double[] jacobian = new double[model.ResidualCount * width];
        model.Evaluate(theta, residuals, jacobian);
        double[] gram = new double[width * width];
        for (int n = 0; n < model.DataCount; n++)
        {
            for (int i = 0; i < width; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    gram[(i * width) + j] += jacobian[(n * width) + i] * jacobian[(n * width) + j];
                }
            }
        }

        double[] lengths = [.. Enumerable.Range(0, width).Select(i => Math.Sqrt(gram[(i * width) + i]))];
        if (lengths.Any(length => length == 0))
        {
            return (double.PositiveInfinity, [.. Enumerable.Range(0, width).Where(i => lengths[i] == 0).Select(model.NameOf)]);
        }

        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                gram[(i * width) + j] /= lengths[i] * lengths[j];
            }
        }

        (double[] values, double[] vectors) = SymmetricEigen.Decompose(gram, width);
        int least = Array.IndexOf(values, values.Min());
        string[] weakest = [.. Enumerable.Range(0, width)
            .Where(i => Math.Abs(vectors[(i * width) + least]) >= LeastShare)
            .OrderByDescending(i => Math.Abs(vectors[(i * width) + least]))
            .Select(model.NameOf)];
        return (Math.Sqrt(values.Max() / Math.Max(values[least], 0)), weakest);
    }
}
