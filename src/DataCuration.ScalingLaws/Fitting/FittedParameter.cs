using System.Text.Json.Serialization;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A parameter with its uncertainty; never one without the other.</summary>
/// <param name="Name">For example <c>halfLife[q1]</c>.</param>
/// <param name="Value">The best value.</param>
/// <param name="Low">The 5th percentile over resamples.</param>
/// <param name="High">The 95th percentile over resamples.</param>
/// <param name="Status">Whether it can be relied on.</param>
public sealed record FittedParameter(string Name, double Value, double Low, double High, FitStatus Status)
{
    /// <summary>
    /// The lower end of the 90 % interval by profile likelihood: lower values fit worse than chance explains, however the others are refitted. Negative
    /// infinity when no value does; null when it was not computed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ProfileLow { get; init; }

    /// <summary>The upper end; infinity when the measurements allow any larger value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ProfileHigh { get; init; }
}
