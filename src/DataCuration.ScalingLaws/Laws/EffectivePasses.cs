// Repetition with a half-life: the (j+1)-th view of a token is worth q^j of the first, q = 2^(-1/tau). (Goyal et al. 2024, arXiv 2404.07177, section 3:
// the utility of a pool halves every tau epochs; "effective data" form.) e epochs are then worth g(e) = (1 - q^K) / (1 - q) + f q^K passes,
// K = floor(e), f = e - K. Cost: O(1) in e. expm1 keeps q near 1 exact, where 1 - q^K would cancel.

namespace DataCuration.ScalingLaws.Laws;

/// <summary>How many fresh passes a number of epochs is worth. Pure.</summary>
public static class EffectivePasses
{
    /// <summary>g(e; tau).</summary>
    /// <param name="epochs">Epochs, at least 0.</param>
    /// <param name="halfLife">tau: repetitions after which a view is worth half; above 0.</param>
    public static double Of(double epochs, double halfLife)
    {
        double whole = Math.Floor(epochs);
        double decay = -Math.Log(2) / halfLife;
        double last = Math.Exp(decay * whole);
        double complete = whole == 0 ? 0 : ExpMinusOne(decay * whole) / ExpMinusOne(decay);
        return complete + ((epochs - whole) * last);
    }

    /// <summary>The worth of one more view after <paramref name="epochs"/>: q^floor(e).</summary>
    public static double Marginal(double epochs, double halfLife) => Math.Exp(-Math.Log(2) / halfLife * Math.Floor(epochs));

    /// <summary>dg / d ln tau.</summary>
    public static double DerivativeByLogHalfLife(double epochs, double halfLife)
    {
        double whole = Math.Floor(epochs);
        double decay = -Math.Log(2) / halfLife;

        // g = sum over j < K of q^j + f q^K, and d q^j / d ln tau = -j decay q^j.
        double sum = 0;
        double settled = Math.Min(whole, Math.Ceiling(-60 / decay));
        for (double j = 1; j < settled; j++)
        {
            sum += j * Math.Exp(decay * j);
        }

        return -decay * (sum + ((epochs - whole) * whole * Math.Exp(decay * whole)));
    }

    // e^x - 1 without cancellation (Kahan's form).
    private static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
        {
            return x;
        }

        double difference = u - 1;
        return difference == -1 ? -1 : difference * x / Math.Log(u);
    }
}
