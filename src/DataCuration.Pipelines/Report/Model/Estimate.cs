namespace DataCuration.Pipelines.Report.Model;

/// <summary>A value with its interval; the bounds are null when there is none.</summary>
/// <param name="Value">The point estimate.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
internal readonly record struct Estimate(double Value, double? Low = null, double? High = null)
{
    /// <summary>Whether both ends are known.</summary>
    public bool HasInterval => Low is not null && High is not null;
}
