using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Leaves the longest run of each pool out, fits the rest, and compares. Pure.</summary>
internal static class BackTester
{
    public static BackTest? Run(Observation[] observations, FitOptions options)
    {
        HashSet<string> held = observations
            .Where(observation => observation.Exposures.Count == 1)
            .GroupBy(observation => observation.Exposures[0].Pool, StringComparer.Ordinal)
            .SelectMany(pool => pool.Where(observation => observation.Tokens == pool.Max(other => other.Tokens)))
            .Select(observation => observation.Run)
            .ToHashSet(StringComparer.Ordinal);
        Observation[] kept = observations.Where(observation => !held.Contains(observation.Run)).ToArray();
        string[] pools = LawFitter.PoolsOf(observations);
        bool isEnough = pools.All(pool => kept.Count(observation => observation.Exposures.Any(exposure => exposure.Pool == pool)) >= 3);
        if (!isEnough || held.Count == 0)
        {
            return null;
        }

        QqtModel model = new(kept, pools, options);
        QqtEffectiveData law = model.ToLaw(MultiStart.Search(model, options.Starts, options.HuberDelta).Theta);
        Observation[] test = observations.Where(observation => held.Contains(observation.Run)).ToArray();
        double[] measured = test.Select(observation => observation.Value).ToArray();
        double[] predicted = test.Select(observation => LawFitter.PredictRun(law, pools, observation)).ToArray();
        double[] baseline = test.Select(observation => LongestKept(kept, observation.Exposures[0].Pool).Value).ToArray();
        return new BackTest(
            test.Select((observation, i) => new FittedPoint(observation.Run, measured[i], predicted[i])).ToArray(), LogError(measured, predicted), LogError(measured, baseline), PairsRight(measured, predicted), PairsRight(measured, baseline));
    }

    private static Observation LongestKept(Observation[] kept, string pool) => kept.Where(observation => observation.Exposures[0].Pool == pool).MaxBy(observation => observation.Tokens)!;

    private static double LogError(double[] measured, double[] predicted) =>
        Math.Sqrt(measured.Zip(predicted).Average(pair => Math.Pow(Math.Log(pair.First / pair.Second), 2)));

    private static double PairsRight(double[] measured, double[] predicted)
    {
        int pairs = 0;
        int right = 0;
        for (int i = 0; i < measured.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                pairs++;
                right += measured[i] < measured[j] == predicted[i] < predicted[j] ? 1 : 0;
            }
        }

        return pairs == 0 ? double.NaN : (double)right / pairs;
    }
}
