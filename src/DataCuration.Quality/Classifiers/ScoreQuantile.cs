namespace DataCuration.Quality.Classifiers;

/// <summary>A threshold by the share of negative or raw documents that it keeps.</summary>
/// <param name="NegativeShare">The share of negatives at or above the threshold, as asked for; with ties more may be.</param>
/// <param name="Threshold">The lowest score among them; 1 when the share is less than one document.</param>
/// <param name="PositiveShare">The share of positives at or above the threshold.</param>
public readonly record struct ScoreQuantile(double NegativeShare, double Threshold, double PositiveShare)
{
    // DCLM keeps the top tenth, FineWeb-Edu about as much; the rest brackets them.
    private static readonly double[] Shares = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5];

    /// <summary>The table; empty when a side has no documents.</summary>
    internal static IReadOnlyList<ScoreQuantile> Table(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        List<double> positives = [];
        List<double> negatives = [];
        for (int i = 0; i < scores.Length; i++)
        {
            (isPositive[i] ? positives : negatives).Add(scores[i]);
        }

        if (positives.Count == 0 || negatives.Count == 0)
        {
            return [];
        }

        negatives.Sort();
        return
        [
            .. Shares.Select(share =>
            {
                int kept = (int)(share * negatives.Count);
                double threshold = kept == 0 ? 1 : negatives[^kept];
                return new ScoreQuantile(share, threshold, positives.Count(score => score >= threshold) / (double)positives.Count);
            }),
        ];
    }
}
