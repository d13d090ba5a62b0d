// Which pool trains better, pool by pool: the order by the longest length that all of them were trained for, each pool compared with the next one by pairs of
// seeds and documents, and the smallest difference that so many seeds could have shown. Cost: a paired comparison for each pool.
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Decisions;

/// <summary>The pools from best to worst, and how sure each step of that order is.</summary>
public sealed record PoolOrder
{
    /// <summary>The index of the length that is compared.</summary>
    public required int Point { get; init; }

    /// <summary>That length in epochs.</summary>
    public required double Epochs { get; init; }

    /// <summary>The pools, best first, by macro bits per byte averaged over seeds.</summary>
    public required IReadOnlyList<string> Pools { get; init; }

    /// <summary>Each pool against the next one: one fewer than pools.</summary>
    public required IReadOnlyList<PairedDecision> Steps { get; init; }

    /// <summary>Seeds of each pool.</summary>
    public required int Seeds { get; init; }

    /// <summary>Standard deviation of a pool's macro bits per byte between seeds, pooled over all pools; NaN with one seed.</summary>
    public required double SeedDeviation { get; init; }

    /// <summary>Which evaluation sets tell the pools apart.</summary>
    public required IReadOnlyList<SignalToNoise> Sets { get; init; }

    /// <summary>Orders pools by their probes; null when fewer than two pools share a length.</summary>
    /// <param name="results">The probes of single pools: the same seeds of each.</param>
    public static PoolOrder? Of(IReadOnlyList<ProbeResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        ProbeResult[][] pools = [.. results
            .GroupBy(static result => result.Spec.Pool, StringComparer.Ordinal)
            .Select(static runs => runs.OrderBy(static result => result.Spec.Seed).ToArray())];
        int point = LastCommonPoint(results);
        if (pools.Length < 2 || point < 0) return null;

        ProbeResult[][] ordered = [.. pools.OrderBy(runs => Mean(runs, point)).ThenBy(static runs => runs[0].Spec.Pool, StringComparer.Ordinal)];
        PairedDecision[] steps = [.. ordered.Zip(ordered.Skip(1), (better, worse) => PairedComparison.Compare(better, worse, point))];
        return new PoolOrder
        {
            Point = point,
            Epochs = results[0].Points[point].Epochs,
            Pools = [.. ordered.Select(static runs => runs[0].Spec.Pool)],
            Steps = steps,
            Seeds = ordered[0].Length,
            SeedDeviation = Math.Sqrt(ordered.Average(runs => Variance(runs, point))),
            Sets = SignalToNoise.Of([.. ordered.Select(static runs => runs[0])], point),
        };
    }

    private static double Mean(ProbeResult[] runs, int point) => runs.Average(result => result.Points[point].MacroBitsPerByte);

    private static double Variance(ProbeResult[] runs, int point)
    {
        if (runs.Length < 2) return double.NaN;
        double mean = Mean(runs, point);
        return runs.Sum(result => Math.Pow(result.Points[point].MacroBitsPerByte - mean, 2)) / (runs.Length - 1);
    }

    private static int LastCommonPoint(IReadOnlyList<ProbeResult> results)
    {
        int point = results.Count == 0 ? -1 : results.Min(static result => result.Points.Count) - 1;
        while (point >= 0 && results.Any(result => result.Points[point].Epochs != results[0].Points[point].Epochs)) point--;
        return point;
    }
}
