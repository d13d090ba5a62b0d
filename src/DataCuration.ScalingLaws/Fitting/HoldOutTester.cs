// A law that is fitted to single pools decides about mixtures, so it is judged on mixtures that it never saw, beside "rank at the largest probe"
// (Magnusson et al. 2025, DataDecide, arXiv 2504.11393: on small budgets no scaling law of theirs beat it). The interval of a new measurement is
// that of the resampled laws times a resampled residual. Cost: one prediction a run and resample.
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Compares a fitted law with runs of mixtures that were kept from it. Pure; the order of the runs does not matter.</summary>
public static class HoldOutTester
{
    /// <summary>Runs within this factor have the same length.</summary>
    private const double SameLength = 1.05;

    /// <summary>Tests a law.</summary>
    /// <param name="fit">The law and the single pools' runs.</param>
    /// <param name="heldOut">Runs of mixtures of these pools, and the mixtures' names.</param>
    /// <returns>Null without held-out runs.</returns>
    /// <exception cref="ArgumentException">A run uses a pool that the law does not know.</exception>
    public static HoldOutTest? Run(LawFit fit, IReadOnlyList<(string Mixture, Observation Observation)> heldOut)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(heldOut);
        if (heldOut.Count == 0)
        {
            return null;
        }

        string[] pools = fit.Best.Pools.Select(pool => pool.Pool).ToArray();
        foreach ((_, Observation observation) in heldOut)
        {
            if (observation.Exposures.FirstOrDefault(exposure => !pools.Contains(exposure.Pool)) is { } unknown)
            {
                throw new ArgumentException($"The run '{observation.Run}' uses the pool '{unknown.Pool}', which the law does not know.", nameof(heldOut));
            }
        }

        HeldOutPoint[] points = [.. heldOut
            .OrderBy(run => run.Observation.Tokens).ThenBy(run => run.Observation.Run, StringComparer.Ordinal)
            .Select((run, index) => PointOf(fit, pools, run.Mixture, run.Observation, (ulong)index))];
        (double regret, double rankingRegret, int pairs, int right, int rankingRight) = Decide(fit, pools, heldOut);
        return new HoldOutTest
        {
            Points = points,
            LogError = RootMeanSquare(points.Select(point => Math.Log(point.Measured / point.Predicted))),
            PoolMeanLogError = RootMeanSquare(points.Select(point => Math.Log(point.Measured / point.PoolMean))),
            Regret = regret,
            RankingRegret = rankingRegret,
            Pairs = pairs,
            PairsRight = right,
            RankingPairsRight = rankingRight,
            Noise = fit.RootMeanSquareLogResidual * points.Average(point => point.Measured),
        };
    }

    private static HeldOutPoint PointOf(LawFit fit, string[] pools, string mixture, Observation observation, ulong index)
    {
        double predicted = LawFitter.PredictRun(fit.Best, pools, observation);
        SplitMix random = new(index);
        double[] draws = fit.Draws
            .Select(draw => LawFitter.PredictRun(draw, pools, observation) * Math.Exp(fit.Points[random.Below(fit.Points.Count)].LogResidual))
            .Append(predicted)
            .Order()
            .ToArray();
        return new HeldOutPoint(
            observation.Run, mixture, observation.Tokens, observation.Value, predicted, Percentile.Of(draws, 0.05), Percentile.Of(draws, 0.95), PoolMean(fit, observation, observation.Tokens));
    }

    /// <summary>The mean of the pools' measured losses at a length, weighted by the mixture's tokens.</summary>
    private static double PoolMean(LawFit fit, Observation mixture, double tokens) =>
        mixture.Exposures.Sum(exposure => exposure.Tokens * MeasuredAt(fit, exposure.Pool, tokens)) / mixture.Tokens;

    /// <summary>A pool's measured loss at a length, straight lines in the logarithm of the length between its runs and level beyond them.</summary>
    private static double MeasuredAt(LawFit fit, string pool, double tokens)
    {
        (double Tokens, double Value)[] curve = Singles(fit)
            .Where(observation => observation.Exposures[0].Pool == pool)
            .GroupBy(observation => observation.Tokens)
            .OrderBy(runs => runs.Key)
            .Select(runs => (runs.Key, runs.Average(run => run.Value)))
            .ToArray();
        int next = Array.FindIndex(curve, run => run.Tokens >= tokens);
        if (next <= 0)
        {
            return next == 0 ? curve[0].Value : curve[^1].Value;
        }

        double share = Math.Log(tokens / curve[next - 1].Tokens) / Math.Log(curve[next].Tokens / curve[next - 1].Tokens);
        return curve[next - 1].Value + (share * (curve[next].Value - curve[next - 1].Value));
    }

    private static IEnumerable<Observation> Singles(LawFit fit) => fit.Observations.Where(observation => observation.Exposures.Count == 1);

    private static (double Regret, double RankingRegret, int Pairs, int Right, int RankingRight) Decide(
        LawFit fit, string[] pools, IReadOnlyList<(string Mixture, Observation Observation)> heldOut)
    {
        List<double> regrets = [];
        List<double> rankingRegrets = [];
        int pairs = 0;
        int right = 0;
        int rankingRight = 0;
        foreach (Candidate[] candidates in Lengths(fit, pools, heldOut))
        {
            double best = candidates.Min(candidate => candidate.Measured);
            regrets.Add(candidates.MinBy(candidate => candidate.ByLaw)!.Measured - best);
            rankingRegrets.Add(candidates.MinBy(candidate => candidate.ByRanking)!.Measured - best);
            for (int i = 0; i < candidates.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    if (candidates[i].IsMixture || candidates[j].IsMixture)
                    {
                        int order = candidates[i].Measured.CompareTo(candidates[j].Measured);
                        pairs++;
                        right += candidates[i].ByLaw.CompareTo(candidates[j].ByLaw) == order ? 1 : 0;
                        rankingRight += candidates[i].ByRanking.CompareTo(candidates[j].ByRanking) == order ? 1 : 0;
                    }
                }
            }
        }

        return (regrets.Average(), rankingRegrets.Average(), pairs, right, rankingRight);
    }

    /// <summary>For each length of a held-out run all candidates of that length: mixtures and single pools, over seeds the mean.</summary>
    private static IEnumerable<Candidate[]> Lengths(LawFit fit, string[] pools, IReadOnlyList<(string Mixture, Observation Observation)> heldOut)
    {
        List<(string Name, bool IsMixture, Observation Run)> all =
        [
            .. Singles(fit).Select(run => (run.Exposures[0].Pool, false, run)),
            .. heldOut.Select(run => (run.Mixture, true, run.Observation)),
        ];
        double last = 0;
        foreach (double length in heldOut.Select(run => run.Observation.Tokens).Order())
        {
            if (length > last * SameLength)
            {
                last = length;
                yield return [.. all
                    .Where(run => run.Run.Tokens >= length / SameLength && run.Run.Tokens <= length * SameLength)
                    .GroupBy(run => (run.Name, run.IsMixture))
                    .OrderBy(runs => runs.Key.Name, StringComparer.Ordinal)
                    .Select(runs => new Candidate(
                        runs.Key.IsMixture,
                        runs.Average(run => run.Run.Value),
                        runs.Average(run => LawFitter.PredictRun(fit.Best, pools, run.Run)),
                        runs.Average(run => PoolMean(fit, run.Run, double.PositiveInfinity))))];
            }
        }
    }

    private static double RootMeanSquare(IEnumerable<double> values) => Math.Sqrt(values.Average(value => value * value));

    private sealed record Candidate(bool IsMixture, double Measured, double ByLaw, double ByRanking);
}
