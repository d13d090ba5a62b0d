// A comparison of two pools by their probes, paired twice: both were trained from the same seeds and scored on the same documents, so
// that what the seeds and the documents have in common cancels (Madaan et al., arXiv 2406.10229; Miller, arXiv 2411.00640, §4.2).
// Uncertainty by a bootstrap over seeds and documents together. Cost: resamples x seeds x documents additions.
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Decisions;

/// <summary>Compares candidates. Pure: the same results give the same decision.</summary>
public static class PairedComparison
{
    /// <summary>Resamples; the standard error of a win probability is below .008.</summary>
    public const int Resamples = 4_000;

    /// <summary>Compares two candidates at one training length.</summary>
    /// <param name="first">The first candidate's results, one for each seed.</param>
    /// <param name="second">The second candidate's, for the same seeds in the same order.</param>
    /// <param name="point">The index of the training length.</param>
    /// <exception cref="ArgumentException">The candidates have other seeds, evaluation sets or tokenizers, or one of them lacks the point.</exception>
    public static PairedDecision Compare(IReadOnlyList<ProbeResult> first, IReadOnlyList<ProbeResult> second, int point)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ThrowIfUnpaired(first, second, point);

        int seeds = first.Count;
        double[] weights = [.. first[0].Spec.EvaluationSets.Select(static set => set.Weight)];
        // differences[seed][set][document] in bits, and the documents' bytes: the ratio of their sums is a set's difference.
        double[][][] differences = [.. Enumerable.Range(0, seeds).Select(seed => Differences(first[seed].Points[point], second[seed].Points[point]))];
        long[][] bytes = [.. first[0].EvaluationDocuments.Select(static set => set.Bytes.ToArray())];
        double[] firstMacros = [.. first.Select(result => result.Points[point].MacroBitsPerByte)];
        double[] secondMacros = [.. second.Select(result => result.Points[point].MacroBitsPerByte)];
        double deviation = Math.Sqrt((Variance(firstMacros) + Variance(secondMacros)) / 2);
        return new PairedDecision
        {
            Difference = secondMacros.Average() - firstMacros.Average(),
            WinProbability = WinProbability(differences, bytes, weights),
            SeedDeviation = deviation,
            DetectableDifference = DetectableDifference(deviation, seeds),
            Seeds = seeds,
        };
    }

    /// <summary>The smallest true difference that is told apart with 80 % power at a one-sided 5 % level: 2.49 sd √(2/n), with the normal quantiles 1.645 + 0.842.</summary>
    /// <param name="deviation">Standard deviation of one candidate's measurement between seeds.</param>
    /// <param name="seeds">Seeds of each candidate; at least 1.</param>
    public static double DetectableDifference(double deviation, int seeds) => 2.49 * deviation * Math.Sqrt(2.0 / seeds);

    private static void ThrowIfUnpaired(IReadOnlyList<ProbeResult> first, IReadOnlyList<ProbeResult> second, int point)
    {
        bool isPaired = first.Count > 0 && first.Count == second.Count
            && first.Zip(second).All(static pair => pair.First.Spec.Seed == pair.Second.Spec.Seed && pair.First.TokenizerHash == pair.Second.TokenizerHash
                && pair.First.EvaluationDocuments.Zip(pair.Second.EvaluationDocuments).All(static sets => sets.First.Bytes.SequenceEqual(sets.Second.Bytes)))
            && first.Concat(second).All(result => result.Points.Count > point);
        if (!isPaired) throw new ArgumentException("The candidates must have the same seeds, tokenizer and evaluation documents, and the training length.", nameof(second));
    }

    private static double[][] Differences(ProbePoint first, ProbePoint second) =>
        [.. first.Evaluations.Zip(second.Evaluations, static (left, right) =>
            left.DocumentNats.Zip(right.DocumentNats, static (before, after) => (after - before) / Math.Log(2)).ToArray())];

    private static double WinProbability(double[][][] differences, long[][] bytes, double[] weights)
    {
        SplitMix64 random = new(seed: 0x70616972);
        int seeds = differences.Length;
        int wins = 0;
        int ties = 0;
        for (int resample = 0; resample < Resamples; resample++)
        {
            int[] drawnSeeds = [.. Enumerable.Range(0, seeds).Select(_ => random.NextBelow(seeds))];
            double total = 0;
            for (int set = 0; set < bytes.Length; set++)
            {
                if (weights[set] == 0) continue;
                double bits = 0;
                long length = 0;
                for (int draw = 0; draw < bytes[set].Length; draw++)
                {
                    int document = random.NextBelow(bytes[set].Length);
                    length += bytes[set][document];
                    foreach (int seed in drawnSeeds) bits += differences[seed][set][document];
                }

                if (length > 0) total += weights[set] * bits / length;
            }

            if (total > 0) wins++;
            if (total == 0) ties++;
        }

        return (wins + (ties / 2.0)) / Resamples;
    }

    private static double Variance(double[] values)
    {
        if (values.Length < 2) return double.NaN;
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
