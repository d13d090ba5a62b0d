// Half-lives from one long run can be an artefact of where it was cut: the CLIP pools of Goyal et al. 2024 move theirs by more than a factor of three
// when the last fifth is left out. So a fit is repeated on shorter windows, and what moves too much is not identified. Cost: a fit a window.
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How much a fit's parameters depend on the longest measurements. Pure.</summary>
public static class WindowSensitivity
{
    /// <summary>A parameter that moves by more than this factor is not identified.</summary>
    public const double MaxFactor = 3;

    /// <summary>Shares of the longest measurement at which windows end.</summary>
    public static IReadOnlyList<double> Windows { get; } = [0.8, 0.7, 0.6];

    /// <summary>For each parameter, the largest factor between its value in the whole fit and in a window; 1 for those not positive or negative.</summary>
    /// <param name="fit">The whole fit.</param>
    /// <param name="measurements">What it was fitted to.</param>
    /// <param name="options">How.</param>
    public static IReadOnlyList<double> Factors(CurveFit fit, IReadOnlyList<Measurement> measurements, CurveFitOptions options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(measurements);
        double[] factors = [.. fit.Parameters.Select(_ => 1.0)];
        double longest = measurements.Max(measurement => measurement.Run.TotalTokens);
        foreach (double window in Windows)
        {
            Measurement[] kept = [.. measurements.Where(measurement => measurement.Run.TotalTokens <= window * longest)];
            if (kept.Length < fit.Parameters.Count)
            {
                continue;
            }

            CurveFit refit = CurveFitter.Fit(fit.Law, kept, options with { FindFlat = false });
            for (int i = 0; i < factors.Length; i++)
            {
                if (fit.Law.Parameters[i].Kind is ParameterKind.Positive or ParameterKind.Negative)
                {
                    double ratio = Math.Abs(refit.Parameters[i] / fit.Parameters[i]);
                    factors[i] = Math.Max(factors[i], Math.Max(ratio, 1 / ratio));
                }
            }
        }

        return factors;
    }
}
