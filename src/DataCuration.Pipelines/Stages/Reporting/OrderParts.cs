using System.Globalization;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Pipelines.Stages.Probing;
using DataCuration.Probes.Decisions;
using DataCuration.Probes.Training;
using DataCuration.ScalingLaws.Fitting;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>The order of the pools as the report shows it.</summary>
internal static class OrderParts
{
    public static PoolOrderModel? Order(ProbeResult[] probes, LawFit fit)
    {
        ProbeResult[] pools = [.. probes.Where(probe => !probe.Spec.Pool.StartsWith(HeldOutMixture.Prefix, StringComparison.Ordinal))];
        return PoolOrder.Of(pools) is not { } order ? null : new PoolOrderModel(
            order.Epochs,
            [.. order.Steps.Select((step, i) => new PoolOrderStep(order.Pools[i], order.Pools[i + 1], step.Difference, step.WinProbability, step.IsTie))],
            [.. order.Sets.Select(set => (set.Set, double.IsNaN(set.Ratio) ? (double?)null : set.Ratio))],
            Power(order, pools, fit))
        {
            Questions = [.. Questions(order, pools)],
        };
    }

    /// <summary>Means over the seeds, the best pool first.</summary>
    private static IEnumerable<QuestionRow> Questions(PoolOrder order, ProbeResult[] probes)
    {
        for (int set = 0; set < order.Sets.Count; set++)
        {
            foreach (string pool in order.Pools)
            {
                EvaluationScore[] scores = [.. probes.Where(probe => probe.Spec.Pool == pool).Select(probe => probe.Points[order.Point].Evaluations[set])];
                if (scores[0].Questions is not { } first) break;
                QuestionScore[] questions = [.. scores.Select(score => score.Questions!)];
                yield return new QuestionRow(
                    scores[0].Set, pool, scores.Average(score => score.BitsPerByte), questions.Average(score => score.ChoiceProbabilityPerByte), questions.Average(score => score.AccuracyPerByte),
                    first.Chance, first.Questions);
            }
        }
    }

    /// <summary>With one seed the law's residuals stand in for the seeds' spread: they hold the law's own error too, so the difference is stated too large rather than too small.</summary>
    private static string Power(PoolOrder order, ProbeResult[] pools, LawFit fit)
    {
        if (order.Seeds > 1)
        {
            double difference = PairedComparison.DetectableDifference(order.SeedDeviation, order.Seeds);
            return string.Create(CultureInfo.InvariantCulture, $"With {order.Seeds} seeds of each pool, differences of {difference:0.0000} bits a byte or more are found with 80 % power (one-sided 5 %).");
        }

        double loss = pools.Average(probe => probe.Points[^1].MacroBitsPerByte);
        double deviation = fit.RootMeanSquareLogResidual * loss;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"There is one seed of each pool, so the spread between seeds was not measured. Taking the law's residuals for it ({deviation:0.0000} bits a byte, rather too much than too little), single comparisons find differences of {PairedComparison.DetectableDifference(deviation, 1):0.0000} or more with 80 % power (one-sided 5 %); the law, which uses all lengths together, finds smaller ones.");
    }
}
