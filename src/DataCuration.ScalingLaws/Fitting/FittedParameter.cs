namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A parameter with its uncertainty; never one without the other.</summary>
/// <param name="Name">For example <c>halfLife[q1]</c>.</param>
/// <param name="Value">The best value.</param>
/// <param name="Low">The 5th percentile over resamples.</param>
/// <param name="High">The 95th percentile over resamples.</param>
/// <param name="Status">Whether it can be relied on.</param>
public sealed record FittedParameter(string Name, double Value, double Low, double High, FitStatus Status);
