namespace DataCuration.Tests.Deduplication.PruningTheory;

/// <summary>The standard normal distribution. H by cubic Hermite interpolation of a table whose values come from the error function's series: within 1e-10.</summary>
internal static class Normal
{
    private const double Step = 0.01, Reach = 12;
    private static readonly double[] Tails = BuildTails();

    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>H(x) = 1 - Phi(x).</summary>
    public static double Tail(double x)
    {
        if (x >= Reach - Step) return 0;
        if (x <= Step - Reach) return 1;
        double position = (x + Reach) / Step;
        int cell = (int)position;
        double t = position - cell, x0 = (cell * Step) - Reach;
        double slope0 = -Density(x0) * Step, slope1 = -Density(x0 + Step) * Step;
        return (((1 + (2 * t)) * (1 - t) * (1 - t)) * Tails[cell]) + (t * (1 - t) * (1 - t) * slope0) + (t * t * (3 - (2 * t)) * Tails[cell + 1]) + (t * t * (t - 1) * slope1);
    }

    /// <summary>The x with Phi(x) = p, by bisection.</summary>
    public static double Quantile(double p)
    {
        double low = -Reach, high = Reach;
        for (int i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = 1 - Tail(middle) < p ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double[] BuildTails()
    {
        double[] tails = new double[(int)(2 * Reach / Step) + 2];
        for (int i = 0; i < tails.Length; i++)
        {
            double x = (i * Step) - Reach;
            tails[i] = Math.Abs(x) < 5 ? 0.5 - Series(x) : x > 0 ? Fraction(x) : 1 - Fraction(-x);
        }

        return tails;
    }

    // Phi(x) - 1/2 = phi(x) (x + x^3/3 + x^5/15 + ...)
    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int n = 3; n < 300; n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return sum * Density(x);
    }

    private static double Fraction(double x)
    {
        double fraction = x;
        for (int n = 60; n > 0; n--)
        {
            fraction = x + (n / fraction);
        }

        return Density(x) / fraction;
    }
}
