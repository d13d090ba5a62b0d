namespace DataCuration.Probes.Training;

/// <summary>One training length in steps.</summary>
/// <param name="Epochs">As asked for.</param>
/// <param name="CooldownStart">The trunk's step where the rate begins to fall: 0.8 of <paramref name="Steps"/>.</param>
/// <param name="Steps">The last step.</param>
public sealed record PlannedPoint(double Epochs, long CooldownStart, long Steps);
