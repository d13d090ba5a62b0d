// RegMix's sampler of mixtures (arXiv 2407.01492, section 3.1 and its code): Dirichlet with the prior as its mean, each at one of fifteen strengths between 0.1 and 5
// (small: near one domain; large: near the prior), so that both the middle and the corners of the simplex are visited. Gamma variables by Marsaglia and
// Tsang 2000. What differs: the prior is not smoothed by a temperature. Cost: O(domains) a mixture.

namespace DataCuration.Quality.Mixtures;

/// <summary>Random mixtures around a prior. Deterministic.</summary>
public static class DirichletMixtures
{
    private const double LeastStrength = 0.1;
    private const double MostStrength = 5;
    private const int Strengths = 15;
    private const int MaxTries = 10;

    /// <summary>Mixtures of sum 1. One of which a share is beyond the limit is drawn again, up to ten times, and then left out.</summary>
    /// <param name="prior">The mean; of sum 1, above 0.</param>
    /// <param name="count">Mixtures to try.</param>
    /// <param name="mostOfPrior">Most of each share as a multiple of the prior's.</param>
    /// <param name="seed">The seed.</param>
    public static IEnumerable<double[]> Draw(IReadOnlyList<double> prior, int count, double mostOfPrior, int seed)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Random random = new(seed);
        for (int n = 0; n < count; n++)
        {
            double strength = LeastStrength * Math.Pow(MostStrength / LeastStrength, (double)(n % Strengths) / (Strengths - 1)) * prior.Count;
            for (int i = 0; i < MaxTries; i++)
            {
                double[] weights = [.. prior.Select(share => Gamma(random, strength * share))];
                double sum = weights.Sum();
                double[] mixture = Array.ConvertAll(weights, weight => weight / sum);
                if (sum > 0 && mixture.Zip(prior).All(pair => pair.First <= mostOfPrior * pair.Second))
                {
                    yield return mixture;
                    break;
                }
            }
        }
    }

    private static double Gamma(Random random, double shape)
    {
        if (shape < 1)
        {
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            double v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }
}
