// Which evaluation sets can tell pools apart at all (Heineman et al., arXiv 2508.13144): the spread of the candidates over the
// wobble of one candidate's last checkpoints. Their threshold for a set that decides is our choice of 2.
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Decisions;

/// <summary>Signal and noise of an evaluation set.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Signal">Largest minus smallest bits per byte of the candidates, relative to their mean.</param>
/// <param name="Noise">Standard deviation of the last checkpoints around their mean, relative to it, averaged over the candidates.</param>
public sealed record SignalToNoise(string Set, double Signal, double Noise)
{
    /// <summary>Below this a set says more about chance than about the pools.</summary>
    public const double Least = 2;

    /// <summary>Signal / noise; infinite when the checkpoints do not differ.</summary>
    public double Ratio => Noise > 0 ? Signal / Noise : double.PositiveInfinity;

    /// <summary>Measures all sets at one training length.</summary>
    /// <param name="candidates">One result for each candidate, with two or more checkpoints.</param>
    /// <param name="point">The index of the training length.</param>
    public static IReadOnlyList<SignalToNoise> Of(IReadOnlyList<ProbeResult> candidates, int point)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates.Count, 2);
        List<SignalToNoise> sets = [];
        for (int set = 0; set < candidates[0].Points[point].Evaluations.Count; set++)
        {
            EvaluationScore[] scores = [.. candidates.Select(candidate => candidate.Points[point].Evaluations[set])];
            double mean = scores.Average(static score => score.BitsPerByte);
            double spread = scores.Max(static score => score.BitsPerByte) - scores.Min(static score => score.BitsPerByte);
            sets.Add(new SignalToNoise(scores[0].Set, spread / mean, scores.Average(Wobble)));
        }

        return sets;
    }

    private static double Wobble(EvaluationScore score)
    {
        if (score.Checkpoints.Count < 2) return double.NaN;
        double mean = score.Checkpoints.Average();
        return Math.Sqrt(score.Checkpoints.Sum(value => (value - mean) * (value - mean)) / (score.Checkpoints.Count - 1)) / mean;
    }
}
