namespace DataCuration.Quality.Classifiers;

/// <summary>How well a classifier separates its labelled documents.</summary>
public sealed record ClassifierReport
{
    private const int BinCount = 10;

    /// <summary>Positive documents in the sample.</summary>
    public required int PositiveCount { get; init; }

    /// <summary>Negative documents in the sample.</summary>
    public required int NegativeCount { get; init; }

    /// <summary>Number of models.</summary>
    public required int Folds { get; init; }

    /// <summary>Each document was scored by a model that had not seen it; false with one fold, where the numbers flatter.</summary>
    public required bool IsHeldOut { get; init; }

    /// <summary>Probability that a positive document scores above a negative one, ties counting half.</summary>
    public required double Auc { get; init; }

    /// <summary>Share of documents on their side of 0.5.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Ten bins of equal width.</summary>
    public required IReadOnlyList<CalibrationBin> Calibration { get; init; }

    /// <summary>
    /// For some shares of the negative (or raw) documents the score that so many of them reach, and how many positives do: a threshold is chosen here, not at 0.5.
    /// </summary>
    public required IReadOnlyList<ScoreQuantile> Quantiles { get; init; }

    /// <summary>The report over scores and labels.</summary>
    internal static ClassifierReport From(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, int folds)
    {
        int positives = isPositive.Count(true);
        int right = 0;
        int[] counts = new int[BinCount];
        int[] positiveCounts = new int[BinCount];
        double[] sums = new double[BinCount];
        for (int i = 0; i < scores.Length; i++)
        {
            right += scores[i] >= 0.5 == isPositive[i] ? 1 : 0;
            int bin = Math.Clamp((int)(scores[i] * BinCount), 0, BinCount - 1);
            counts[bin]++;
            positiveCounts[bin] += isPositive[i] ? 1 : 0;
            sums[bin] += scores[i];
        }

        return new ClassifierReport
        {
            PositiveCount = positives,
            NegativeCount = scores.Length - positives,
            Folds = folds,
            IsHeldOut = folds > 1,
            Auc = AreaUnderCurve(scores, isPositive),
            Accuracy = scores.Length == 0 ? 0 : (double)right / scores.Length,
            Quantiles = ScoreQuantile.Table(scores, isPositive),
            Calibration =
            [
                .. Enumerable.Range(0, BinCount).Select(bin => new CalibrationBin(
                    bin / (double)BinCount,
                    (bin + 1) / (double)BinCount,
                    counts[bin],
                    counts[bin] == 0 ? 0 : sums[bin] / counts[bin],
                    counts[bin] == 0 ? 0 : (double)positiveCounts[bin] / counts[bin])),
            ],
        };
    }

    /// <summary>The Mann-Whitney statistic from mean ranks; one half when a side is empty.</summary>
    internal static double AreaUnderCurve(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        double[] sorted = scores.ToArray();
        bool[] labels = isPositive.ToArray();
        Array.Sort(sorted, labels);
        long positives = isPositive.Count(true);
        long negatives = scores.Length - positives;
        if (positives == 0 || negatives == 0)
        {
            return 0.5;
        }

        double rankSum = 0;
        for (int i = 0; i < sorted.Length;)
        {
            int end = i;
            int tiedPositives = 0;
            while (end < sorted.Length && sorted[end].Equals(sorted[i]))
            {
                tiedPositives += labels[end++] ? 1 : 0;
            }

            rankSum += tiedPositives * ((i + 1 + end) / 2.0);
            i = end;
        }

        return (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
