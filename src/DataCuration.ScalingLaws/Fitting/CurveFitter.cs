// Any law to any table: Levenberg-Marquardt with exact gradients from deterministic starts, in parallel, the best kept by a fixed order. A parameter is
// flat when the profile of the objective over it, at a tenth and at ten times its value, rises by less than 2 %: the measurements do not determine it.
// Cost: starts x iterations x measurements x parameters; 182 runs, 7 parameters and 64 starts take about a second.
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Fits a <see cref="LossLaw"/>. Pure and deterministic for any number of threads.</summary>
public static class CurveFitter
{
    private const double ProfileFactor = 10;
    private const double FlatRise = 0.02;

    /// <summary>The best parameters.</summary>
    /// <exception cref="ArgumentException">There are fewer measurements than parameters, or one that is not above 0.</exception>
    public static CurveFit Fit(LossLaw law, IReadOnlyList<Measurement> measurements, CurveFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(measurements);
        options ??= new CurveFitOptions();
        CurveModel model = new(law, measurements, options);
        if (measurements.Count < model.ParameterCount)
        {
            throw new ArgumentException($"The law '{law.Name}' has {model.ParameterCount} parameters to fit, but there are {measurements.Count} measurements.", nameof(measurements));
        }

        if (measurements.Any(measurement => !(measurement.Loss > 0 && double.IsFinite(measurement.Loss) && measurement.Weight > 0)))
        {
            throw new ArgumentException("Every loss must be a number above 0, and every weight above 0.", nameof(measurements));
        }

        (double[] theta, double objective, int agreeing, int alike) = MultiStart.Search(model, options.Starts, DeltaOf(options));
        double[] parameters = model.ToParameters(theta);
        double[] residuals = new double[measurements.Count];
        model.Evaluate(theta, residuals, []);
        return new CurveFit
        {
            Law = law,
            Parameters = parameters,
            ParameterStatus = Statuses(law, measurements, options, parameters, objective, model.Moved),
            Objective = objective,
            Loss = options.Loss,
            RootMeanSquare = Math.Sqrt(residuals.Average(residual => residual * residual)),
            RSquared = RSquared(law, measurements, parameters),
            AgreeingStarts = agreeing,
            AlikeStarts = alike,
            Starts = options.Starts,
        };
    }

    /// <summary>The objective of given parameters, for comparing with published ones.</summary>
    public static double Objective(LossLaw law, IReadOnlyList<double> parameters, IReadOnlyList<Measurement> measurements, CurveFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(parameters);
        options ??= new CurveFitOptions();
        CurveModel model = new(law, measurements, options with
        {
            Fixed = law.Parameters.Select((parameter, index) => KeyValuePair.Create(parameter.Name, parameters[index])).ToDictionary(StringComparer.Ordinal),
        });
        double[] residuals = new double[measurements.Count];
        model.Evaluate([], residuals, []);
        return LevenbergMarquardt.Objective(model, residuals, DeltaOf(options));
    }

    private static FitStatus[] Statuses(
        LossLaw law, IReadOnlyList<Measurement> measurements, CurveFitOptions options, double[] parameters, double objective, IReadOnlyList<int> moved)
    {
        FitStatus[] statuses = new FitStatus[parameters.Length];
        Array.Fill(statuses, FitStatus.Fixed);
        Parallel.ForEach(moved, index =>
        {
            statuses[index] = options.FindFlat && law.Parameters[index].Kind is ParameterKind.Positive or ParameterKind.Negative && IsFlat(parameters[index] / ProfileFactor, parameters[index] * ProfileFactor)
                ? FitStatus.Flat
                : FitStatus.Ok;

            bool IsFlat(params double[] values) => values.Any(value => ProfileAt(index, value) <= objective * (1 + FlatRise));
        });

        return statuses;

        double ProfileAt(int index, double value)
        {
            Dictionary<string, double> held = new(options.Fixed, StringComparer.Ordinal) { [law.Parameters[index].Name] = value };
            CurveFitOptions profile = options with { Fixed = held, Starts = Math.Min(options.Starts, 8) };
            return MultiStart.Search(new CurveModel(law, measurements, profile), profile.Starts, DeltaOf(profile), LevenbergMarquardt.Rough).Objective;
        }
    }

    private static double RSquared(LossLaw law, IReadOnlyList<Measurement> measurements, double[] parameters)
    {
        double mean = measurements.Average(measurement => measurement.Loss);
        double total = measurements.Sum(measurement => Math.Pow(measurement.Loss - mean, 2));
        double left = measurements.Sum(measurement => Math.Pow(measurement.Loss - law.Predict(measurement.Run, parameters), 2));
        return 1 - (left / total);
    }

    internal static double DeltaOf(CurveFitOptions options) => options.Loss == FitLoss.HuberLog ? options.HuberDelta : double.PositiveInfinity;
}
