using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Leaves out the runs with the most compute, fits the rest, and compares with what needs no law. Pure.</summary>
internal static class TableBackTester
{
    /// <summary>Runs with more than this share of the largest one's compute are held out: the law must reach four times as far.</summary>
    private const double KeptShare = 0.25;

    public static TableBackTest? Run(LossLaw law, Observation[] observations, Measurement[] measurements, TableFitOptions options)
    {
        double[] compute = [.. measurements.Select(measurement => measurement.Run.TotalTokens * Math.Max(1, measurement.Run.ModelParameters))];
        double border = KeptShare * compute.Max();
        int[] kept = [.. Enumerable.Range(0, compute.Length).Where(n => compute[n] <= border)];
        int[] held = [.. Enumerable.Range(0, compute.Length).Where(n => compute[n] > border)];
        if (kept.Length <= law.Parameters.Count || kept.Select(n => compute[n]).Distinct().Count() < 2 || !IsCovered(measurements, kept))
        {
            return null;
        }

        CurveFit fit = CurveFitter.Fit(law, [.. kept.Select(n => measurements[n])], options.Search with { Starts = options.RefitStarts, FindFlat = false });
        FittedPoint[] points = [.. held.Select(n => new FittedPoint(observations[n].Run, observations[n].Value, fit.Predict(measurements[n].Run)))];
        return new TableBackTest(points, LogError(points), LogError([.. held.Select(AsAtLargest)]), LogError([.. held.Select(Interpolated)]));

        FittedPoint AsAtLargest(int n) => new(observations[n].Run, observations[n].Value, observations[Like(n)[^1]].Value);

        FittedPoint Interpolated(int n)
        {
            int[] like = Like(n);
            int larger = like[^1];
            int smaller = like.Where(other => compute[other] <= compute[larger] / 2).LastOrDefault(-1);
            double predicted = smaller < 0
                ? observations[larger].Value
                : LogInterpolation.Predict(compute[n], compute[smaller], observations[smaller].Value, compute[larger], observations[larger].Value);
            return new FittedPoint(observations[n].Run, observations[n].Value, Math.Max(predicted, 1e-3 * observations[larger].Value));
        }

        // Kept runs of the same pools and model, or of the same pools, or any; by compute.
        int[] Like(int n)
        {
            int[] samePools = [.. kept.Where(other => PoolsOf(other).SequenceEqual(PoolsOf(n)))];
            int[] sameModel = [.. samePools.Where(other => observations[other].ModelParameters == observations[n].ModelParameters)];
            int[] like = sameModel.Length > 0 ? sameModel : samePools.Length > 0 ? samePools : kept;
            return [.. like.OrderBy(other => compute[other]).ThenBy(other => other)];
        }

        IEnumerable<string> PoolsOf(int n) => observations[n].Exposures.Select(exposure => exposure.Pool).Order(StringComparer.Ordinal);
    }

    /// <summary>Every pool of the table is among the kept runs.</summary>
    private static bool IsCovered(Measurement[] measurements, int[] kept) =>
        Enumerable.Range(0, measurements[0].Run.Tokens.Count).All(pool => kept.Any(n => measurements[n].Run.Tokens[pool] > 0));

    private static double LogError(FittedPoint[] points) => Math.Sqrt(points.Average(point => point.LogResidual * point.LogResidual));
}
