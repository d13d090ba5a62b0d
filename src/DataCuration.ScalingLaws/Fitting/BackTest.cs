namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How well a law fitted without the longest run of each pool predicts these runs, beside a baseline.</summary>
/// <param name="Runs">The runs left out, beside what the law says of them.</param>
/// <param name="LogError">Root mean square of the law's log errors on them.</param>
/// <param name="BaselineLogError">The same for "the loss stays as at the longest run that was kept".</param>
/// <param name="PairsRight">Share of the pairs of held-out runs that the law orders rightly; NaN with fewer than two.</param>
/// <param name="BaselinePairsRight">The same for ordering them as the longest kept runs are.</param>
public sealed record BackTest(IReadOnlyList<FittedPoint> Runs, double LogError, double BaselineLogError, double PairsRight, double BaselinePairsRight);
