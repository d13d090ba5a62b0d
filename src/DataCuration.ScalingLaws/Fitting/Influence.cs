namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How much a fit hangs on one run.</summary>
/// <param name="Run">The run, or the series that several points belong to.</param>
/// <param name="LogResidual">ln measured - ln fitted; of a series the root mean square.</param>
/// <param name="Shift">Root mean square change of ln(prediction) over all runs when it is left out.</param>
public sealed record Influence(string Run, double LogResidual, double Shift);
