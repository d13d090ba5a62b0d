// Fits qqt-ed: Huber loss on log residuals, Levenberg-Marquardt from 64 Halton starts, intervals by resampling and by profile. It has a model of its
// own beside that of the other laws: derivatives by hand, for any number of pools, weak priors, and kappa where mixtures determine it.
// Cost: (64 + 400) small least-squares problems and about twenty a parameter for profiles; a second or two for ten pools.
using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Fits a law to observations. Pure and deterministic; the order of the observations does not matter.</summary>
public static class LawFitter
{
    /// <summary>Starts of each search on a window and of the back-test over the largest runs.</summary>
    private const int RefitStarts = 8;

    /// <summary>An interval that spans more than this factor leaves a parameter open.</summary>
    private const double FlatFactor = 30;

    /// <summary>An interval of kappa wider than this, of the 1.5 it may take, leaves it open.</summary>
    private const double FlatDilution = 1;

    /// <summary>Fits qqt-ed.</summary>
    /// <exception cref="DiagnosticException">DC4032: too few observations.</exception>
    public static LawFit Fit(IReadOnlyList<Observation> observations, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(options);
        Observation[] ordered = observations.OrderBy(observation => observation.Run, StringComparer.Ordinal).ToArray();
        string[] pools = PoolsOf(ordered);
        CheckCount(ordered, pools);
        TrainingRun[] runs = [.. ordered.Select(observation => TableFit.RunOf(observation, pools))];
        QqtModel model = new(ordered, pools, options);
        MultiStart search = MultiStart.Search(model, options.Starts, options.HuberDelta);
        double[][] draws = Resampling.Draw(model, search.Theta, options.HuberDelta, SeriesIndex.Create(ordered), options.Resamples, options.Seed);
        QqtEffectiveData best = model.ToLaw(search.Theta);
        TableBackTest? backTest = TableBackTester.Run(ordered, runs, model.ParameterCount, kept =>
        {
            Observation[] smaller = [.. kept.Select(n => ordered[n])];
            QqtModel part = new(smaller, pools, options);
            QqtEffectiveData law = part.ToLaw(MultiStart.Search(part, Math.Min(options.Starts, RefitStarts), options.HuberDelta).Theta);
            return n => law.Predict([.. runs[n].Unique], [.. runs[n].Tokens]);
        });
        Diagnosis diagnosis = Diagnosis.Of(model, search, options.HuberDelta, ordered, runs, Math.Min(options.Starts, RefitStarts), backTest);
        FittedPoint[] points = [.. ordered.Select((observation, n) => new FittedPoint(observation.Run, observation.Value, model.Predict(search.Theta, n, 1)))];
        return new LawFit
        {
            Law = QqtEffectiveData.Name,
            Best = best,
            Parameters = ParametersOf(model, search, options, draws, ordered, diagnosis.LargestFactors),
            Draws = draws.Select(draw => model.ToLaw(draw)).ToArray(),
            Points = points,
            Observations = ordered,
            RootMeanSquareLogResidual = Math.Sqrt(points.Average(point => point.LogResidual * point.LogResidual)),
            Objective = search.Objective,
            HuberDelta = options.HuberDelta,
            AgreeingStarts = search.Agreeing,
            Starts = options.Starts,
            Status = search.IsStable ? FitStatus.Ok : FitStatus.Unstable,
            BackTest = BackTester.Run(ordered, options),
            Diagnostics = diagnosis.Diagnostics,
        };
    }

    private static FittedParameter[] ParametersOf(QqtModel model, MultiStart search, FitOptions options, double[][] draws, Observation[] observations, double[] factors)
    {
        FittedParameter[] fitted = new FittedParameter[model.ParameterCount];
        Parallel.For(0, fitted.Length, coordinate => fitted[coordinate] = Describe(model, search, options, draws, observations, coordinate, factors[coordinate]));
        List<FittedParameter> parameters = [fitted[0], fitted[1], fitted[2], model.IsDilutionFitted ? fitted[model.DilutionIndex] : Fixed("dilution", options.Dilution ?? 0)];
        for (int pool = 0; pool < model.Pools.Count; pool++)
        {
            parameters.Add(pool == 0 ? Fixed($"rate[{model.Pools[0]}]", 1) : fitted[2 + pool]);
            parameters.Add(fitted[model.HalfLifeIndex(pool)]);
        }

        return [.. parameters];

        static FittedParameter Fixed(string name, double value) => new(name, value, value, value, FitStatus.Fixed);
    }

    private static FittedParameter Describe(QqtModel model, MultiStart search, FitOptions options, double[][] draws, Observation[] observations, int coordinate, double windowFactor)
    {
        double value = model.ValueOf(coordinate, search.Theta[coordinate]);
        double[] sorted = [.. draws.Select(draw => model.ValueOf(coordinate, draw[coordinate])).Order()];
        double low = Math.Min(value, Percentile.Of(sorted, 0.05));
        double high = Math.Max(value, Percentile.Of(sorted, 0.95));
        FitStatus status = FitStatus.Ok;
        if (model.IsHalfLife(coordinate) && (windowFactor > WindowSensitivity.MaxFactor || MaxEpochs(coordinate - model.HalfLifeIndex(0)) < 2))
        {
            status = FitStatus.NotIdentified;
        }
        else if (search.Theta[coordinate] <= model.Lowest(coordinate) + 1e-6 || search.Theta[coordinate] >= model.Highest(coordinate) - 1e-6)
        {
            status = FitStatus.Bound;
        }
        else if (coordinate == model.DilutionIndex ? high - low > FlatDilution : coordinate > 0 && high > FlatFactor * low)
        {
            status = FitStatus.Flat;
        }

        FittedParameter parameter = new(model.NameOf(coordinate), value, low, high, status);
        if (!options.Profiles)
        {
            return parameter;
        }

        (double Low, double High) profile = ProfileInterval.Of(model, search.Theta, search.Objective, options.HuberDelta, coordinate);
        return parameter with
        {
            ProfileLow = model.ValueOf(coordinate, profile.Low),
            ProfileHigh = model.ValueOf(coordinate, profile.High),
        };

        double MaxEpochs(int pool) =>
            observations.SelectMany(o => o.Exposures).Where(e => string.Equals(e.Pool, model.Pools[pool], StringComparison.Ordinal)).Max(e => e.Epochs);
    }

    internal static string[] PoolsOf(IEnumerable<Observation> observations) =>
        observations.SelectMany(observation => observation.Exposures).Select(exposure => exposure.Pool).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();

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
