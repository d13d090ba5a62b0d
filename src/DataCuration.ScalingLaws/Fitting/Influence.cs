namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How much a fit hangs on one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="LogResidual">ln measured - ln fitted.</param>
/// <param name="Shift">Root mean square change of ln(prediction) over all runs when it is left out.</param>
public sealed record Influence(string Run, double LogResidual, double Shift);
