// Fits qqt-ed: Huber loss on log residuals, Levenberg-Marquardt from 64 Halton starts, intervals by a residual bootstrap.
// Each cooldown branch of a probe is a run annealed to its end, so its points are independent measurements but for the trunk they share; with
// five points a pool, resampling whole pools is impossible, so residuals are resampled (Efron and Tibshirani 1993, section 9.4), inflated by
// sqrt(n / (n - p)) for the parameters they were fitted with. Cost: (64 + 400) small least-squares problems; a second for ten pools.
using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Fits a law to observations. Pure and deterministic; the order of the observations does not matter.</summary>
public static class LawFitter
{
    /// <summary>Fits qqt-ed.</summary>
    /// <exception cref="DiagnosticException">DC4032: too few observations.</exception>
    public static LawFit Fit(IReadOnlyList<Observation> observations, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(options);
        Observation[] ordered = observations.OrderBy(observation => observation.Run, StringComparer.Ordinal).ToArray();
        string[] pools = PoolsOf(ordered);
        CheckCount(ordered, pools);
        QqtModel model = new(ordered, pools, options);
        (double[] theta, double objective, int agreeing) = Search(model, options);
        double[][] draws = Resample(ordered, pools, options, model, theta);
        QqtEffectiveData best = model.ToLaw(theta);
        FittedPoint[] points = PointsOf(ordered, best, pools);
        IReadOnlyList<FittedParameter> parameters = ParametersOf(best, draws.Select(draw => model.ToLaw(draw)).ToArray(), ordered);
        return new LawFit
        {
            Law = QqtEffectiveData.Name,
            Best = best,
            Parameters = parameters,
            Draws = draws.Select(draw => model.ToLaw(draw)).ToArray(),
            Points = points,
            Observations = ordered,
            RootMeanSquareLogResidual = Math.Sqrt(points.Average(point => point.LogResidual * point.LogResidual)),
            Objective = objective,
            HuberDelta = options.HuberDelta,
            AgreeingStarts = agreeing,
            Starts = options.Starts,
            Status = agreeing >= 3 ? FitStatus.Ok : FitStatus.Unstable,
            BackTest = BackTester.Run(ordered, options),
        };
    }

    internal static (double[] Theta, double Objective, int Agreeing) Search(QqtModel model, FitOptions options)
    {
        double[] best = [];
        double bestObjective = double.PositiveInfinity;
        double[] objectives = new double[options.Starts];
        for (int start = 0; start < options.Starts; start++)
        {
            (double[] theta, objectives[start]) = LevenbergMarquardt.Minimise(model, StartAt(model, start), options.HuberDelta);
            if (objectives[start] < bestObjective)
            {
                (best, bestObjective) = (theta, objectives[start]);
            }
        }

        int agreeing = objectives.Count(objective => objective - bestObjective <= Math.Max(1e-6 * bestObjective, 1e-15));
        return (best, bestObjective, agreeing);
    }

    internal static double[] StartAt(QqtModel model, int start)
    {
        double[] theta = new double[model.ParameterCount];
        theta[0] = Halton.At(start, 0);
        theta[1] = -1.5 + (3 * Halton.At(start, 1));
        theta[2] = Math.Log(0.05) + (Math.Log(20) * Halton.At(start, 2));
        for (int i = 1; i < model.Pools.Count; i++)
        {
            theta[2 + i] = -1 + (2 * Halton.At(start, 2 + i));
        }

        for (int i = 0; i < model.Pools.Count; i++)
        {
            theta[model.HalfLifeIndex(i)] = Math.Log(1) + (Math.Log(50) * Halton.At(start, 2 + model.Pools.Count + i));
        }

        return theta;
    }

    private static double[][] Resample(Observation[] observations, string[] pools, FitOptions options, QqtModel model, double[] theta)
    {
        double[] residuals = new double[model.ResidualCount];
        model.Evaluate(theta, residuals, []);
        double[] fitted = new double[observations.Length];
        double inflation = Math.Sqrt((double)observations.Length / Math.Max(1, observations.Length - model.ParameterCount));
        double mean = residuals.Take(observations.Length).Average();
        for (int n = 0; n < observations.Length; n++)
        {
            fitted[n] = observations[n].Value / Math.Exp(residuals[n]);
        }

        SplitMix random = new(options.Seed);
        double[][] draws = new double[options.Resamples][];
        for (int draw = 0; draw < draws.Length; draw++)
        {
            double[] values = new double[observations.Length];
            for (int n = 0; n < values.Length; n++)
            {
                values[n] = fitted[n] * Math.Exp(inflation * (residuals[random.Below(observations.Length)] - mean));
            }

            QqtModel resampled = new(observations, pools, options, values);
            double[] start = [.. theta];
            start[0] = Math.Clamp(theta[0] * model.MaxIrreducible / resampled.MaxIrreducible, 0, 1);
            draws[draw] = LevenbergMarquardt.Minimise(resampled, start, options.HuberDelta).Theta;
        }

        return draws;
    }

    private static FittedParameter[] ParametersOf(QqtEffectiveData best, QqtEffectiveData[] draws, Observation[] observations)
    {
        List<FittedParameter> parameters =
        [
            Describe("irreducible", best.Irreducible, draws.Select(draw => draw.Irreducible), FitStatus.Ok),
            Describe("scale", best.Scale, draws.Select(draw => draw.Scale), FitStatus.Ok),
            Describe("exponent", best.Exponent, draws.Select(draw => draw.Exponent), FitStatus.Ok),
            new("dilution", best.Dilution, best.Dilution, best.Dilution, FitStatus.Fixed),
        ];
        for (int i = 0; i < best.Pools.Count; i++)
        {
            int pool = i;
            string name = best.Pools[i].Pool;
            double epochs = observations.SelectMany(o => o.Exposures).Where(e => string.Equals(e.Pool, name, StringComparison.Ordinal)).Max(e => e.Epochs);
            parameters.Add(i == 0
                ? new FittedParameter($"rate[{name}]", 1, 1, 1, FitStatus.Fixed)
                : Describe($"rate[{name}]", best.Pools[i].Rate, draws.Select(draw => draw.Pools[pool].Rate), FitStatus.Ok));
            parameters.Add(Describe($"halfLife[{name}]", best.Pools[i].HalfLife, draws.Select(draw => draw.Pools[pool].HalfLife), epochs < 2 ? FitStatus.NotIdentified : FitStatus.Ok));
        }

        return [.. parameters];
    }

    private static FittedParameter Describe(string name, double value, IEnumerable<double> draws, FitStatus status)
    {
        double[] sorted = draws.Order().ToArray();
        double low = Math.Min(value, Percentile.Of(sorted, 0.05));
        double high = Math.Max(value, Percentile.Of(sorted, 0.95));
        if (status == FitStatus.Ok && Math.Abs(Math.Log(value)) > 13.9)
        {
            status = FitStatus.Bound;
        }
        else if (status == FitStatus.Ok && name != "irreducible" && high > 30 * low)
        {
            status = FitStatus.Flat;
        }

        return new FittedParameter(name, value, low, high, status);
    }

    internal static string[] PoolsOf(IEnumerable<Observation> observations) =>
        observations.SelectMany(observation => observation.Exposures).Select(exposure => exposure.Pool).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();

    private static FittedPoint[] PointsOf(Observation[] observations, QqtEffectiveData law, string[] pools) =>
        observations.Select(observation => new FittedPoint(observation.Run, observation.Value, PredictRun(law, pools, observation))).ToArray();

    internal static double PredictRun(QqtEffectiveData law, string[] pools, Observation observation)
    {
        double[] unique = new double[pools.Length];
        double[] tokens = new double[pools.Length];
        foreach (PoolExposure exposure in observation.Exposures)
        {
            int pool = Array.IndexOf(pools, exposure.Pool);
            (unique[pool], tokens[pool]) = (exposure.UniqueTokens, exposure.Tokens);
        }

        return law.Predict(unique, tokens);
    }

    private static void CheckCount(Observation[] observations, string[] pools)
    {
        foreach (string pool in pools)
        {
            int count = observations.Count(observation => observation.Exposures.Any(exposure => string.Equals(exposure.Pool, pool, StringComparison.Ordinal)));
            if (count < 3)
            {
                throw new DiagnosticException(
                    Diagnostic.Error("DC4032", $"The pool '{pool}' has {count} measurements; a rate and a half-life need at least 3, better 5 at 0.5 to 8 epochs. Add lengths to probes.epochs."), ExitCode.NotIdentifiable);
            }
        }
    }
}
