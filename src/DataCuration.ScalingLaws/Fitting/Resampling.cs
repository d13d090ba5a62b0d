// Refits from which intervals and win probabilities are read. Points of one training run stay together, and no pool is ever lost.
//
// Huber's loss: every series gets a weight drawn from an exponential distribution (the Bayesian bootstrap, Rubin 1981). It needs no residuals, of which a fit that is
// nearly one of least absolute deviations makes as many vanish as it has parameters.
//
// Squares: the measurements are replaced by the law's values plus residuals, each divided by 1 - its leverage and with a random sign that all points of a series
// share (wild cluster bootstrap: Wu 1986; Cameron, Gelbach and Miller 2008; HC3). Random weights would undercover here.
//
// Which one covers what it promises was measured for every law with tools/LawCampaign; docs/laws.md has the numbers.
// Cost: a Jacobian, and a refit from the best point a resample.

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Resampled refits of a law. Deterministic for any number of threads.</summary>
internal static class Resampling
{
    /// <summary>A measurement that the fit takes over wholly keeps a finite residual.</summary>
    private const double LeastFreedom = 0.1;

    /// <summary>The points of the search that fit resampled measurements.</summary>
    /// <param name="model">The law and its measurements.</param>
    /// <param name="theta">The best point.</param>
    /// <param name="delta">Huber's border; infinite for squares.</param>
    /// <param name="series">Which measurements belong together.</param>
    /// <param name="count">Resamples.</param>
    /// <param name="seed">Seed of weights and signs.</param>
    public static double[][] Draw(IResidualModel model, double[] theta, double delta, SeriesIndex series, int count, ulong seed)
    {
        (double[] residuals, double[] scaled) = double.IsInfinity(delta) ? Residuals(model, theta) : ([], []);
        double[][] draws = new double[count][];
        Parallel.For(0, count, draw =>
        {
            SplitMix random = new(seed + ((ulong)draw * 0x9E3779B97F4A7C15));
            IResidualModel resampled = double.IsInfinity(delta) ? WithSigns(random) : WithWeights(random);
            draws[draw] = LevenbergMarquardt.Minimise(resampled, theta, delta, LevenbergMarquardt.Rough).Theta;
        });
        return draws;

        ReweightedModel WithWeights(SplitMix random)
        {
            double[] weights = [.. series.Names.Select(_ => -Math.Log(((random.Next() >> 11) + 0.5) / (1UL << 53)))];
            return new ReweightedModel(model, [.. series.Of.Select(of => weights[of])]);
        }

        ShiftedModel WithSigns(SplitMix random)
        {
            double[] signs = [.. series.Names.Select(_ => random.Below(2) == 0 ? -1.0 : 1.0)];
            return new ShiftedModel(model, [.. scaled.Select((residual, n) => (signs[series.Of[n]] * residual) - residuals[n])]);
        }
    }

    private static (double[] Plain, double[] Scaled) Residuals(IResidualModel model, double[] theta)
    {
        double[] residuals = new double[model.ResidualCount];
        double[] jacobian = new double[model.ResidualCount * theta.Length];
        model.Evaluate(theta, residuals, jacobian);
        double[] leverages = Leverages(model, jacobian, theta.Length);
        return (residuals, [.. leverages.Select((leverage, n) => residuals[n] / Math.Max(LeastFreedom, 1 - leverage))]);
    }

    /// <summary>How much of each measurement the fit takes over: the diagonal of J (J' W J)^-1 J' W.</summary>
    private static double[] Leverages(IResidualModel model, double[] jacobian, int width)
    {
        double[] normal = new double[width * width];
        for (int n = 0; n < model.ResidualCount; n++)
        {
            for (int i = 0; i < width; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    normal[(i * width) + j] += model.Weight(n) * jacobian[(n * width) + i] * jacobian[(n * width) + j];
                }
            }
        }

        for (int i = 0; i < width; i++)
        {
            normal[(i * width) + i] += (1e-9 * normal[(i * width) + i]) + 1e-300;
        }

        double[] leverages = new double[model.DataCount];
        for (int n = 0; n < leverages.Length; n++)
        {
            double[] row = jacobian[(n * width)..((n + 1) * width)];
            if (Cholesky.TrySolve(normal, row, width, out double[] solved))
            {
                leverages[n] = model.Weight(n) * row.Zip(solved).Sum(pair => pair.First * pair.Second);
            }
        }

        return leverages;
    }
}
