// The interval of a parameter by its profile likelihood: all values at which the others can be refitted without raising the objective beyond what chance
// allows (Venzon and Moolgavkar 1988, "A method for computing profile-likelihood-based confidence intervals"). For Huber's loss the rise is compared as
// in the robust likelihood ratio test (Hampel et al. 1986, chapter 7): its unit is sum psi^2 / (n - p) over the mean of psi', which for plain
// squares is the residual variance. The p residuals that a fit can make vanish are taken out of the mean. The threshold is Student's t squared.
// What it says in addition to resampling: it follows the valley, so that an open side (a value that may be anything up to the bound) is found as one.
// Cost: about twenty refits from the best point a parameter.

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Profile-likelihood intervals of the coordinates of a search. Pure.</summary>
internal static class ProfileInterval
{
    private const double FirstStep = 0.02;
    private const int MaxSteps = 24;
    private const int Bisections = 7;

    /// <summary>The 90 % interval of a coordinate; an end is infinite when the profile never rises enough.</summary>
    public static (double Low, double High) Of(IResidualModel model, double[] theta, double objective, double delta, int coordinate)
    {
        double threshold = objective + Allowance(model, theta, delta);
        return (End(-1), End(1));

        double End(int direction)
        {
            double bound = direction < 0 ? model.Lowest(coordinate) : model.Highest(coordinate);
            double inside = theta[coordinate];
            double[] near = theta;
            double step = FirstStep;
            for (int i = 0; i < MaxSteps; i++, step *= 1.6)
            {
                double outside = inside + (direction * step);
                bool isBound = direction < 0 ? outside <= bound : outside >= bound;
                outside = isBound ? bound : outside;
                if (!IsWithin(outside, ref near))
                {
                    return Bisect(inside, outside, near);
                }

                if (isBound)
                {
                    break;
                }

                inside = outside;
            }

            return direction * double.PositiveInfinity;
        }

        double Bisect(double inside, double outside, double[] near)
        {
            for (int i = 0; i < Bisections; i++)
            {
                double middle = (inside + outside) / 2;
                (inside, outside) = IsWithin(middle, ref near) ? (middle, outside) : (inside, middle);
            }

            return (inside + outside) / 2;
        }

        bool IsWithin(double value, ref double[] near)
        {
            HeldModel held = new(model, coordinate, value);
            (double[] rest, double profile) = LevenbergMarquardt.Minimise(held, held.Without(near), delta, LevenbergMarquardt.Rough);
            if (profile > threshold)
            {
                return false;
            }

            near = [.. rest[..coordinate], value, .. rest[coordinate..]];
            return true;
        }
    }

    /// <summary>How much the objective may rise.</summary>
    private static double Allowance(IResidualModel model, double[] theta, double delta)
    {
        double[] residuals = new double[model.ResidualCount];
        model.Evaluate(theta, residuals, []);
        double squares = 0;
        double inside = 0;
        for (int n = 0; n < model.DataCount; n++)
        {
            double size = Math.Min(Math.Abs(residuals[n]), delta);
            squares += model.Weight(n) * size * size;
            inside += Math.Abs(residuals[n]) <= delta ? 1 : 0;
        }

        int freedom = Math.Max(1, model.DataCount - theta.Length);
        double t = StudentQuantile(freedom);
        return squares / Math.Max(1, inside - theta.Length) * t * t / 2;
    }

    /// <summary>The 95th percentile of Student's t (Cornish and Fisher's expansion; within 1 % from 3 degrees of freedom).</summary>
    internal static double StudentQuantile(int freedom)
    {
        const double Z = 1.6448536269514722;
        if (freedom <= 2)
        {
            return freedom == 1 ? 6.314 : 2.920;
        }

        double z2 = Z * Z;
        double first = Z * (z2 + 1) / 4;
        double second = Z * ((((5 * z2) + 16) * z2) + 3) / 96;
        double third = Z * ((((((3 * z2) + 19) * z2) + 17) * z2) - 15) / 384;
        return Z + (first / freedom) + (second / (freedom * (double)freedom)) + (third / Math.Pow(freedom, 3));
    }
}
