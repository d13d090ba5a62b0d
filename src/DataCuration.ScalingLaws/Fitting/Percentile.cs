namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Percentiles of resampled values. Pure.</summary>
public static class Percentile
{
    /// <summary>The nearest-rank quantile of rising values; NaN when there are none.</summary>
    /// <param name="sorted">Rising values.</param>
    /// <param name="quantile">In [0, 1].</param>
    public static double Of(ReadOnlySpan<double> sorted, double quantile) => sorted.IsEmpty ? double.NaN : sorted[(int)Math.Round(quantile * (sorted.Length - 1))];
}
