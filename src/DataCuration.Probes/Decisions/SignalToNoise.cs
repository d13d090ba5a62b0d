// Which evaluation sets can tell pools apart at all (Heineman et al., arXiv 2508.13144): the spread of the candidates over the
// wobble of one candidate's last checkpoints. A cooldown to zero freezes its last checkpoints, so that they wobble less than another seed would: with
// several seeds, their spread is the noise where it is larger. The threshold for a set that decides is our choice of 2.
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Decisions;

/// <summary>Signal and noise of an evaluation set.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Signal">Largest minus smallest bits per byte of the candidates, relative to their mean.</param>
/// <param name="Noise">
/// Standard deviation of the last checkpoints, or of the seeds where that is larger, relative to the mean, averaged over the candidates.
/// </param>
public sealed record SignalToNoise(string Set, double Signal, double Noise)
{
    /// <summary>Below this a set says more about chance than about the pools.</summary>
    public const double Least = 2;

    /// <summary>Signal / noise; infinite when the checkpoints do not differ.</summary>
    public double Ratio => Noise > 0 ? Signal / Noise : double.PositiveInfinity;

    /// <summary>Measures all sets at one training length.</summary>
    /// <param name="candidates">The results of each candidate, one for each seed, with two or more checkpoints.</param>
    /// <param name="point">The index of the training length.</param>
    public static IReadOnlyList<SignalToNoise> Of(IReadOnlyList<IReadOnlyList<ProbeResult>> candidates, int point)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates.Count, 2);
        List<SignalToNoise> sets = [];
        for (int set = 0; set < candidates[0][0].Points[point].Evaluations.Count; set++)
        {
            EvaluationScore[][] scores = [.. candidates.Select(candidate => candidate.Select(result => result.Points[point].Evaluations[set]).ToArray())];
            double[] means = [.. scores.Select(static seeds => seeds.Average(static score => score.BitsPerByte))];
            double noise = scores.Average(static seeds => seeds.Length > 1
                ? Math.Max(seeds.Average(Wobble), RelativeDeviation([.. seeds.Select(static score => score.BitsPerByte)]))
                : Wobble(seeds[0]));
            sets.Add(new SignalToNoise(scores[0][0].Set, (means.Max() - means.Min()) / means.Average(), noise));
        }

        return sets;
    }

    private static double Wobble(EvaluationScore score)
    {
        return score.Checkpoints.Count < 2 ? double.NaN : RelativeDeviation(score.Checkpoints);
    }

    private static double RelativeDeviation(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)) / mean;
    }
}
