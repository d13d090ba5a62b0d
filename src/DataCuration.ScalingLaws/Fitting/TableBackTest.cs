namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How well the law, fitted to the smaller runs, predicts the larger ones, beside two baselines that need no law.</summary>
/// <param name="Runs">The runs with more than a quarter of the largest one's compute, beside what the law says of them.</param>
/// <param name="LogError">Root mean square of the law's log errors.</param>
/// <param name="LargestRunLogError">The same for "the loss stays as at the largest smaller run" (of the same pools and model, where there is one).</param>
/// <param name="InterpolationLogError">The same for a line in ln(compute) through the two largest smaller runs.</param>
public sealed record TableBackTest(IReadOnlyList<FittedPoint> Runs, double LogError, double LargestRunLogError, double InterpolationLogError)
{
    /// <summary>Whether the law predicts better than both.</summary>
    public bool IsLawBest => LogError < LargestRunLogError && LogError < InterpolationLogError;
}
