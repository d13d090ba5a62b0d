using System.Globalization;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Tests.ScalingLaws;

/// <summary>Runs whose losses follow a known law, as the probes of a small corpus would give them.</summary>
internal static class SyntheticRuns
{
    public const double Unique = 200_000;

    public static readonly double[] Epochs = [0.5, 1, 1.5, 2, 3, 4, 6, 10];

    public static QqtEffectiveData Law { get; } = new()
    {
        Irreducible = 1.2,
        Scale = 1.1,
        Exponent = 0.31,
        Dilution = 0,
        Pools = [new PoolUtility("q1", 1, 6.7), new PoolUtility("q2", 0.8, 8.5), new PoolUtility("q3", 0.55, 2.3)],
    };

    /// <summary>One run for each pool and number of epochs; the log of each loss is off by noise times a fixed pattern with unit spread.</summary>
    public static Observation[] Observe(double noise, ulong seed = 1)
    {
        List<Observation> runs = [];
        for (int pool = 0; pool < Law.Pools.Count; pool++)
        {
            foreach (double epochs in Epochs)
            {
                double[] tokens = new double[Law.Pools.Count];
                double[] unique = new double[Law.Pools.Count];
                tokens[pool] = epochs * Unique;
                unique[pool] = Unique;
                runs.Add(new Observation
                {
                    Run = string.Create(CultureInfo.InvariantCulture, $"{Law.Pools[pool].Pool}-e{epochs}"),
                    Exposures = [new PoolExposure(Law.Pools[pool].Pool, Unique, tokens[pool])],
                    Value = Law.Predict(unique, tokens) * Math.Exp(noise * Normal(seed, runs.Count)),
                });
            }
        }

        return [.. runs];
    }

    /// <summary>The runs of single pools, and mixtures of two and three of them, also in unequal parts and sizes, under a law that dilutes by <paramref name="kappa"/>.</summary>
    public static Observation[] ObserveMixtures(double kappa, double noise, ulong seed = 1)
    {
        QqtEffectiveData law = Law with { Dilution = kappa };
        List<Observation> runs = [.. Observe(noise, seed)];
        double[][] sizes = [[1, 1, 0], [1, 0.5, 0], [0, 1, 1], [1, 1, 1], [0.25, 1, 1]];
        foreach (double[] size in sizes)
        {
            foreach (double epochs in Epochs)
            {
                double[] unique = [.. size.Select(part => part * Unique)];
                double[] tokens = [.. unique.Select(part => part * epochs)];
                runs.Add(new Observation
                {
                    Run = string.Create(CultureInfo.InvariantCulture, $"{string.Join('+', size)}-e{epochs}"),
                    Exposures = [.. law.Pools.Select((pool, i) => new PoolExposure(pool.Pool, unique[i], tokens[i])).Where(exposure => exposure.Tokens > 0)],
                    Value = law.Predict(unique, tokens) * Math.Exp(noise * Normal(seed, runs.Count)),
                });
            }
        }

        return [.. runs];
    }

    // Sum of four uniforms, centred and scaled to unit variance.
    private static double Normal(ulong seed, int index)
    {
        double sum = 0;
        for (ulong i = 0; i < 4; i++)
        {
            ulong z = (seed * 0x9E3779B97F4A7C15) + ((ulong)index * 0xD1342543DE82EF95) + (i * 0xA0761D6478BD642F);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            sum += ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }

        return (sum - 2) * Math.Sqrt(3);
    }
}
