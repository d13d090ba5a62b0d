using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Leaves out the runs with the most compute, fits the rest, and compares with what needs no law. Pure.</summary>
internal static class TableBackTester
{
    /// <summary>Runs with more than this share of the largest one's compute are held out: the law must reach four times as far.</summary>
    private const double KeptShare = 0.25;

    /// <summary>The back-test; null when too few runs are kept.</summary>
    /// <param name="observations">The runs.</param>
    /// <param name="runs">The same as the law sees them.</param>
    /// <param name="parameters">Parameters of the law.</param>
    /// <param name="fit">Fits the law to the runs with the given indices, and predicts others.</param>
    public static TableBackTest? Run(IReadOnlyList<Observation> observations, IReadOnlyList<TrainingRun> runs, int parameters, Func<int[], Func<int, double>> fit)
    {
        double[] compute = [.. runs.Select(run => run.TotalTokens * Math.Max(1, run.ModelParameters))];
        double border = KeptShare * compute.Max();
        int[] kept = [.. Enumerable.Range(0, compute.Length).Where(n => compute[n] <= border)];
        int[] held = [.. Enumerable.Range(0, compute.Length).Where(n => compute[n] > border)];
        if (kept.Length <= parameters || kept.Select(n => compute[n]).Distinct().Count() < 2 || !IsCovered(runs, kept))
        {
            return null;
        }

        Func<int, double> predict = fit(kept);
        FittedPoint[] points = [.. held.Select(n => new FittedPoint(observations[n].Run, observations[n].Value, predict(n)))];
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
    private static bool IsCovered(IReadOnlyList<TrainingRun> runs, int[] kept) =>
        Enumerable.Range(0, runs[0].Tokens.Count).All(pool => kept.Any(n => runs[n].Tokens[pool] > 0));

    private static double LogError(FittedPoint[] points) => Math.Sqrt(points.Average(point => point.LogResidual * point.LogResidual));
}
