// Any law to a table, with everything that is said of a fit beside its best point: intervals by resampling and by profile, windows, influence, identifiability,
// a back-test. Cost: the search, plus 400 refits from the best point, about twenty for each parameter's profile, one for each run left out, and searches
// from few starts for three windows and the back-test.
using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Numbers;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Fits any law to a table of observations. Pure; the same for any number of threads and any order of the observations.</summary>
public static class TableFitter
{
    /// <summary>Fits a law.</summary>
    /// <param name="law">One of <see cref="LawCatalog.Names"/>.</param>
    /// <param name="observations">The runs.</param>
    /// <param name="options">How.</param>
    /// <exception cref="DiagnosticException">DC4032: too few runs. DC4033: the table lacks what the law needs, or says more than it can use.</exception>
    public static TableFit Fit(string law, IReadOnlyList<Observation> observations, TableFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(observations);
        options ??= new TableFitOptions();
        Observation[] all = [.. observations.OrderBy(observation => observation.Run, StringComparer.Ordinal)];
        string[] pools = LawFitter.PoolsOf(all);
        LossLaw form = LawCatalog.Create(law, pools);
        Observation[] used = [.. all.Where(observation => form.Holds(TableFit.RunOf(observation, pools)))];
        Check(form, used);
        TrainingRun[] runs = [.. used.Select(observation => TableFit.RunOf(observation, pools))];
        Measurement[] measurements = [.. used.Select((observation, n) => new Measurement(runs[n], observation.Value, observation.Weight))];
        CurveFit fit = CurveFitter.Fit(form, measurements, options.Search);
        CurveModel model = new(form, measurements, options.Search);
        MultiStart search = new(model.ToTheta(fit.Parameters), fit.Objective, fit.AgreeingStarts, fit.AlikeStarts);
        double delta = CurveFitter.DeltaOf(options.Search);
        double[][] draws = [.. Resampling.Draw(model, search.Theta, delta, SeriesIndex.Create(used), options.Resamples, options.Seed).Select(draw => model.ToParameters(draw))];
        TableBackTest? backTest = TableBackTester.Run(used, runs, model.ParameterCount, kept =>
        {
            CurveFit refit = CurveFitter.Fit(form, [.. kept.Select(n => measurements[n])], options.Search with { Starts = options.RefitStarts, FindFlat = false });
            return n => refit.Predict(runs[n]);
        });
        Diagnosis diagnosis = Diagnosis.Of(model, search, delta, used, runs, options.RefitStarts, backTest);
        return new TableFit
        {
            Law = law,
            Pools = pools,
            Parameters = Describe(fit, measurements, options, model, search, draws, diagnosis.LargestFactors),
            Draws = draws,
            Points = [.. used.Select((observation, n) => new FittedPoint(observation.Run, observation.Value, fit.Predict(runs[n])))],
            Observations = used,
            LeftOut = [.. all.Except(used).Select(observation => observation.Run)],
            Loss = options.Search.Loss,
            HuberDelta = options.Search.HuberDelta,
            Objective = fit.Objective,
            RootMeanSquare = fit.RootMeanSquare,
            RSquared = fit.RSquared,
            AgreeingStarts = fit.AgreeingStarts,
            Starts = fit.Starts,
            Status = fit.Status,
            Diagnostics = diagnosis.Diagnostics,
        };
    }

    private static FittedParameter[] Describe(
        CurveFit fit, Measurement[] measurements, TableFitOptions options, CurveModel model, MultiStart search, double[][] draws, double[] factors)
    {
        FittedParameter[] parameters = new FittedParameter[fit.Parameters.Count];
        Parallel.For(0, parameters.Length, i =>
        {
            double value = fit.Parameters[i];
            double[] sorted = [.. draws.Select(draw => draw[i]).Order()];
            int coordinate = model.Moved.ToList().IndexOf(i);
            FitStatus status = fit.ParameterStatus[i];
            if (coordinate >= 0 && fit.Law.Parameters[i].IsHalfLife && (factors[coordinate] > WindowSensitivity.MaxFactor || !IsRepeated(fit.Law, i, measurements)))
            {
                status = FitStatus.NotIdentified;
            }
            else if (coordinate >= 0 && status == FitStatus.Ok && model.IsAtBound(coordinate, search.Theta[coordinate]))
            {
                status = FitStatus.Bound;
            }

            FittedParameter parameter = new(fit.Law.Parameters[i].Name, value, Math.Min(value, Percentile.Of(sorted, 0.05)), Math.Max(value, Percentile.Of(sorted, 0.95)), status);
            parameters[i] = coordinate < 0 || !options.Profiles ? parameter : WithProfile(parameter, fit.Law.Parameters[i].Kind, model, search, CurveFitter.DeltaOf(options.Search), coordinate);
        });
        return parameters;
    }

    private static FittedParameter WithProfile(FittedParameter parameter, ParameterKind kind, CurveModel model, MultiStart search, double delta, int coordinate)
    {
        (double low, double high) = ProfileInterval.Of(model, search.Theta, search.Objective, delta, coordinate);
        (low, high) = kind switch
        {
            ParameterKind.Positive => (Math.Exp(low), Math.Exp(high)),
            ParameterKind.Negative => (-Math.Exp(high), -Math.Exp(low)),
            ParameterKind.Irreducible => (model.MaxIrreducible * Math.Max(0, low), model.MaxIrreducible * Math.Min(1, high)),
            _ => (low, high),
        };
        return parameter with { ProfileLow = low, ProfileHigh = high };
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
