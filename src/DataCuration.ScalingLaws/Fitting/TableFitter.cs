// Everything that is said of a fit beside its best point. Intervals come from the Bayesian bootstrap by run (Rubin 1981): every run gets a weight drawn
// from an exponential distribution and the law is refitted. Unlike drawing runs with repetition it never loses a pool. Half-lives are also refitted on
// shorter windows. Cost: the search, plus 200 refits from the best point, one for each run left out, three windows and a back-test from few starts.
using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Numbers;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Fits any law to a table of observations. Pure; the same for any number of threads and any order of the observations.</summary>
public static class TableFitter
{
    private const int MostInfluential = 5;

    /// <summary>Fits a law.</summary>
    /// <param name="law">One of <see cref="LawCatalog.Names"/>.</param>
    /// <param name="observations">The runs.</param>
    /// <param name="options">How.</param>
    /// <exception cref="DiagnosticException">DC4032: too few runs. DC4033: the table lacks what the law needs, or says more than it can use.</exception>
    public static TableFit Fit(string law, IReadOnlyList<Observation> observations, TableFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(observations);
        options ??= new TableFitOptions();
        Observation[] ordered = [.. observations.OrderBy(observation => observation.Run, StringComparer.Ordinal)];
        string[] pools = LawFitter.PoolsOf(ordered);
        LossLaw form = LawCatalog.Create(law, pools);
        Check(form, ordered);
        Measurement[] measurements = [.. ordered.Select(observation => new Measurement(TableFit.RunOf(observation, pools), observation.Value, observation.Weight))];
        CurveFit fit = CurveFitter.Fit(form, measurements, options.Search);
        CurveModel model = new(form, measurements, options.Search);
        double[] theta = model.ToTheta(fit.Parameters);
        double[][] draws = Resample(form, measurements, options, theta);
        (double condition, string[] weakest) = Identifiability.Of(model, theta, coordinate => form.Parameters[model.Moved[coordinate]].Name);
        return new TableFit
        {
            Law = law,
            Pools = pools,
            Parameters = Describe(fit, measurements, options, model, theta, draws),
            Draws = draws,
            Points = [.. ordered.Select((observation, n) => new FittedPoint(observation.Run, observation.Value, fit.Predict(measurements[n].Run)))],
            Observations = ordered,
            Loss = options.Search.Loss,
            HuberDelta = options.Search.HuberDelta,
            Objective = fit.Objective,
            RootMeanSquare = fit.RootMeanSquare,
            RSquared = fit.RSquared,
            AgreeingStarts = fit.AgreeingStarts,
            Starts = fit.Starts,
            Status = fit.Status,
            Condition = condition,
            WeakestDirection = weakest,
            Influential = Influences(fit, ordered, measurements, options, theta),
            BackTest = TableBackTester.Run(form, ordered, measurements, options),
        };
    }

    private static double[][] Resample(LossLaw law, Measurement[] measurements, TableFitOptions options, double[] theta)
    {
        double[][] draws = new double[options.Resamples][];
        Parallel.For(0, draws.Length, draw =>
        {
            SplitMix random = new(options.Seed + ((ulong)draw * 0x9E3779B97F4A7C15));
            Measurement[] weighted = Array.ConvertAll(measurements, measurement => measurement with { Weight = measurement.Weight * Exponential(random) });
            draws[draw] = RefitFrom(law, weighted, options.Search, theta);
        });
        return draws;

        static double Exponential(SplitMix random) => -Math.Log(((random.Next() >> 11) + 0.5) / (1UL << 53));
    }

    private static double[] RefitFrom(LossLaw law, Measurement[] measurements, CurveFitOptions options, double[] theta)
    {
        CurveModel model = new(law, measurements, options);
        return model.ToParameters(LevenbergMarquardt.Minimise(model, theta, CurveFitter.DeltaOf(options), LevenbergMarquardt.Rough).Theta);
    }

    private static FittedParameter[] Describe(CurveFit fit, Measurement[] measurements, TableFitOptions options, CurveModel model, double[] theta, double[][] draws)
    {
        bool hasHalfLives = fit.Law.Parameters.Any(parameter => parameter.IsHalfLife);
        IReadOnlyList<double> factors = hasHalfLives
            ? WindowSensitivity.Factors(fit, measurements, options.Search with { Starts = options.RefitStarts, FindFlat = false })
            : [.. theta.Select(_ => 1.0)];
        FittedParameter[] parameters = new FittedParameter[fit.Parameters.Count];
        for (int i = 0; i < parameters.Length; i++)
        {
            int index = i;
            double value = fit.Parameters[i];
            double[] sorted = [.. draws.Select(draw => draw[index]).Order()];
            int coordinate = model.Moved.ToList().IndexOf(i);
            FitStatus status = fit.ParameterStatus[i];
            if (fit.Law.Parameters[i].IsHalfLife && status != FitStatus.Fixed && (factors[i] > WindowSensitivity.MaxFactor || !IsRepeated(fit.Law, i, measurements)))
            {
                status = FitStatus.NotIdentified;
            }
            else if (coordinate >= 0 && status == FitStatus.Ok && model.IsAtBound(coordinate, theta[coordinate]))
            {
                status = FitStatus.Bound;
            }

            parameters[i] = new FittedParameter(fit.Law.Parameters[i].Name, value, Math.Min(value, Percentile.Of(sorted, 0.05)), Math.Max(value, Percentile.Of(sorted, 0.95)), status);
        }

        return parameters;
    }

    /// <summary>Whether any run's prediction depends on a half-life at all: those of pools seen for less than two epochs hardly do.</summary>
    private static bool IsRepeated(LossLaw law, int parameter, Measurement[] measurements)
    {
        string name = law.Parameters[parameter].Name;
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        int pool = bracket < 0 ? -1 : law.Parameters.Where(other => other.IsHalfLife).ToList().FindIndex(other => other.Name == name);
        return measurements.Any(measurement => pool < 0
            ? measurement.Run.TotalTokens >= 2 * measurement.Run.TotalUnique
            : measurement.Run.Tokens[pool] >= 2 * measurement.Run.Unique[pool] && measurement.Run.Tokens[pool] > 0);
    }

    private static Influence[] Influences(CurveFit fit, Observation[] observations, Measurement[] measurements, TableFitOptions options, double[] theta)
    {
        double[] logs = [.. measurements.Select(measurement => Math.Log(fit.Predict(measurement.Run)))];
        Influence[] influences = new Influence[observations.Length];
        if (observations.Length <= theta.Length + 1)
        {
            return [];
        }

        Parallel.For(0, observations.Length, left =>
        {
            Measurement[] kept = [.. measurements.Where((_, n) => n != left)];
            double[] parameters = RefitFrom(fit.Law, kept, options.Search, theta);
            double shift = Math.Sqrt(measurements.Select((measurement, n) => Math.Log(fit.Law.Predict(measurement.Run, parameters)) - logs[n]).Average(change => change * change));
            influences[left] = new Influence(observations[left].Run, Math.Log(observations[left].Value) - logs[left], shift);
        });
        return [.. influences.OrderByDescending(influence => influence.Shift).ThenBy(influence => influence.Run, StringComparer.Ordinal).Take(MostInfluential)];
    }

    private static void Check(LossLaw law, Observation[] observations)
    {
        int count = law.Parameters.Count(parameter => parameter.Kind != ParameterKind.Fixed);
        if (count > Dual.MaxParameters)
        {
            throw Unfit($"The law '{law.Name}' would have {count} parameters for the pools of this table; at most {Dual.MaxParameters} can be fitted at once. Fit fewer pools, or use qqt-ed with curate fit's default.");
        }

        if (observations.Length < count)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC4032", $"The law '{law.Name}' has {count} parameters to fit, but there are {observations.Length} runs. Measure more, or choose a law with fewer parameters."), ExitCode.NotIdentifiable);
        }

        if (law.UsesModelParameters && observations.FirstOrDefault(observation => observation.ModelParameters <= 0) is { } without)
        {
            throw Unfit($"The law '{law.Name}' needs the size of each run's model, and the run '{without.Run}' has none. Give the column model_parameters, or map another to it.");
        }

        double[] models = [.. observations.Select(observation => observation.ModelParameters).Distinct()];
        if (!law.UsesModelParameters && models.Length > 1)
        {
            throw Unfit($"The table has {models.Length} sizes of models, which the law '{law.Name}' cannot tell apart. Keep the runs of one size, or choose a law with model sizes such as data-constrained.");
        }

        static DiagnosticException Unfit(string message) => new(Diagnostic.Error("DC4033", message), ExitCode.BadInput);
    }
}
