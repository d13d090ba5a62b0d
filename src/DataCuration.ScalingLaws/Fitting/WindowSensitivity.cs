// Half-lives from one long run can be an artefact of where it was cut: the CLIP pools of Goyal et al. 2024 move theirs by more than a factor of three
// when the last fifth is left out. So a fit is repeated on shorter windows, and what moves too much is not identified. Cost: a search a window.
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How much a fit's parameters depend on the longest measurements. Pure.</summary>
public static class WindowSensitivity
{
    /// <summary>A parameter that moves by more than this factor is not identified.</summary>
    public const double MaxFactor = 3;

    /// <summary>Shares of the longest measurement of the same pools at which windows end.</summary>
    public static IReadOnlyList<double> Windows { get; } = [0.8, 0.7, 0.6];

    /// <summary>For each parameter, the largest factor between its value in the whole fit and in a window; 1 for those not positive or negative.</summary>
    /// <param name="fit">The whole fit.</param>
    /// <param name="measurements">What it was fitted to.</param>
    /// <param name="options">How.</param>
    public static IReadOnlyList<double> Factors(CurveFit fit, IReadOnlyList<Measurement> measurements, CurveFitOptions options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(measurements);
        ArgumentNullException.ThrowIfNull(options);
        CurveModel model = new(fit.Law, measurements, options);
        double[] factors = [.. fit.Parameters.Select(_ => 1.0)];
        foreach (Window window in Of(model, model.ToTheta(fit.Parameters), CurveFitter.DeltaOf(options), [.. measurements.Select(measurement => measurement.Run)], options.Starts))
        {
            for (int coordinate = 0; coordinate < window.Factors.Length; coordinate++)
            {
                int parameter = model.Moved[coordinate];
                if (fit.Law.Parameters[parameter].Kind is ParameterKind.Positive or ParameterKind.Negative)
                {
                    factors[parameter] = Math.Max(factors[parameter], window.Factors[coordinate]);
                }
            }
        }

        return factors;
    }

    /// <summary>Refits on each window that has as many runs as coordinates and leaves any out.</summary>
    internal static Window[] Of(IResidualModel model, double[] theta, double delta, IReadOnlyList<TrainingRun> runs, int starts)
    {
        double[] longest = [.. runs.Select(run => runs.Where(other => IsOfSamePools(run, other)).Max(other => other.TotalTokens))];
        List<Window> windows = [];
        int before = runs.Count;
        foreach (double share in Windows)
        {
            double[] kept = [.. runs.Select((run, n) => run.TotalTokens <= share * longest[n] ? 1.0 : 0)];
            int count = (int)kept.Sum();
            if (count >= theta.Length && count < before)
            {
                double[] refitted = MultiStart.Search(new ReweightedModel(model, kept), starts, delta).Theta;
                windows.Add(new Window(share, count, [.. refitted.Select((value, i) => Math.Exp(Math.Abs(value - theta[i])))]));
                before = count;
            }
        }

        return [.. windows];
    }

    private static bool IsOfSamePools(TrainingRun left, TrainingRun right)
    {
        for (int pool = 0; pool < left.Tokens.Count; pool++)
        {
            if (left.Tokens[pool] > 0 != right.Tokens[pool] > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A refit on a window.</summary>
    /// <param name="Share">Where it ends.</param>
    /// <param name="Runs">Runs in it.</param>
    /// <param name="Factors">By what factor each coordinate moved; of meaning for those that are logarithms.</param>
    internal sealed record Window(double Share, int Runs, double[] Factors);
}
