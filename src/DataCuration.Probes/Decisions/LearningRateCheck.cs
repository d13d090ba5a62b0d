// Rankings of data by small models can turn over with the learning rate (Wang et al., arXiv 2512.24503). The pools are trained again at other rates, and
// every pair of pools is compared at each rate on the same documents: a pair that is decided one way at one rate and the other way at another means that
// the order is the rate's and not the data's. Cost: a paired comparison for each pair and rate.
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Decisions;

/// <summary>Whether the order of the pools holds at other learning rates.</summary>
public sealed record LearningRateCheck
{
    /// <summary>The pools at each rate, by rising rate; the planned rate is among them.</summary>
    public required IReadOnlyList<LearningRateOrder> Orders { get; init; }

    /// <summary>Pairs of pools, each with the rates' verdicts.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs that one rate decides one way and another rate the other way.</summary>
    public required IReadOnlyList<(string First, string Second)> Turned { get; init; }

    /// <summary>Pairs whose order changes, but within what chance makes at one of the rates.</summary>
    public required int Unsure { get; init; }

    /// <summary>Rates at which a probe diverged, as factors: they say nothing about the order.</summary>
    public required IReadOnlyList<double> Diverged { get; init; }

    /// <summary>No pair is turned over by another rate.</summary>
    public bool IsRobust => Turned.Count == 0;

    /// <summary>Compares; null when nothing was trained at other rates, or fewer than two pools were.</summary>
    /// <param name="results">Probes of single pools: those at the planned rate, and those with a factor at one of their lengths.</param>
    public static LearningRateCheck? Of(IReadOnlyList<ProbeResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        ProbeResult[] checks = [.. results.Where(static result => result.Spec.LearningRateFactor is not null)];
        string[] pools = [.. checks.Select(static check => check.Spec.Pool).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (pools.Length < 2) return null;

        IGrouping<double, ProbeResult>[] factors = [.. checks.GroupBy(static check => check.Spec.LearningRateFactor!.Value)];
        double[] diverged = [.. factors.Where(static group => group.Any(static check => check.Points.Count == 0)).Select(static group => group.Key).Order()];
        List<Rate> rates = [.. factors.Where(group => !diverged.Contains(group.Key)).Select(static group => new Rate(group.Key, [.. group], 0))];
        ProbeResult[] planned = [.. results.Where(result => result.Spec.LearningRateFactor is null && checks.Any(check => check.Spec.Pool == result.Spec.Pool && check.Spec.Seed == result.Spec.Seed))];
        rates.Add(new Rate(1, planned, PointOf(planned, checks)));
        rates.Sort(static (left, right) => left.Factor.CompareTo(right.Factor));
        List<(string, string)> turned = [];
        int unsure = 0;
        for (int first = 0; first < pools.Length; first++)
        {
            for (int second = first + 1; second < pools.Length; second++)
            {
                PairedDecision[] decisions = [.. rates.Select(rate => PairedComparison.Compare([rate.Of(pools[first])], [rate.Of(pools[second])], rate.Point))];
                bool isTurned = decisions.Any(static decision => !decision.IsTie && decision.Difference > 0) && decisions.Any(static decision => !decision.IsTie && decision.Difference < 0);
                if (isTurned) turned.Add((pools[first], pools[second]));
                else if (decisions.Any(static decision => decision.Difference > 0) && decisions.Any(static decision => decision.Difference < 0)) unsure++;
            }
        }

        return new LearningRateCheck
        {
            Orders = [.. rates.Select(rate => rate.Order(pools))],
            Pairs = pools.Length * (pools.Length - 1) / 2,
            Turned = turned,
            Unsure = unsure,
            Diverged = diverged,
        };
    }

    private static int PointOf(ProbeResult[] planned, ProbeResult[] checks)
    {
        ProbeResult same = planned.First(result => result.Spec.Pool == checks[0].Spec.Pool);
        return same.Points.TakeWhile(measured => measured.Epochs != checks[0].Spec.Epochs[0]).Count();
    }

    private sealed record Rate(double Factor, ProbeResult[] Results, int Point)
    {
        public ProbeResult Of(string pool) => Results.First(result => result.Spec.Pool == pool);

        public LearningRateOrder Order(string[] pools)
        {
            string[] ordered = [.. pools.OrderBy(pool => Of(pool).Points[Point].MacroBitsPerByte)];
            return new LearningRateOrder(Factor, Of(pools[0]).LearningRate, ordered, pools.Average(pool => Of(pool).Points[Point].MacroBitsPerByte));
        }
    }
}
