namespace DataCuration.Pipelines.Report.Charts;

/// <summary>A scale from values to positions between 0 and 1, with its ticks.</summary>
internal sealed record Axis
{
    private Axis(bool isLogarithmic, double min, double max, IReadOnlyList<double> ticks, string title, Func<double, string> format)
    {
        IsLogarithmic = isLogarithmic;
        Min = min;
        Max = max;
        Ticks = ticks;
        Title = title;
        Format = format;
    }

    /// <summary>Whether equal distances are equal ratios.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>The value at position 0.</summary>
    public double Min { get; }

    /// <summary>The value at position 1.</summary>
    public double Max { get; }

    /// <summary>Tick values by rising value.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Quantity and unit.</summary>
    public string Title { get; }

    /// <summary>Writes a tick's value.</summary>
    public Func<double, string> Format { get; }

    /// <summary>A linear axis over the finite ones of the values, with a margin of 5 per cent at ends that are not zero.</summary>
    public static Axis Linear(IEnumerable<double> values, string title, int tickTarget, Func<double, string>? format = null, bool fromZero = false)
    {
        (double min, double max) = Range(values);
        if (fromZero)
        {
            min = Math.Min(0, min);
            max = Math.Max(0, max);
        }

        if (max <= min)
        {
            double half = min == 0 ? 0.5 : Math.Abs(min) * 0.05;
            (min, max) = (min - half, max + half);
        }

        double margin = (max - min) * 0.05;
        min = min == 0 ? 0 : min - margin;
        max = max == 0 ? 0 : max + margin;
        return Exact(min, max, title, tickTarget, format);
    }

    /// <summary>A linear axis from exactly <paramref name="min"/> to exactly <paramref name="max"/>.</summary>
    public static Axis Exact(double min, double max, string title, int tickTarget, Func<double, string>? format = null)
    {
        IReadOnlyList<double> ticks = NiceTicks.Linear(min, max, tickTarget);
        return new Axis(false, min, max, ticks, title, format ?? Decimals(ticks));
    }

    /// <summary>A linear axis from 0 to 1 without ticks, for charts that write their values themselves.</summary>
    public static Axis Unmarked(string title) => new(false, 0, 1, [], title, _ => "");

    /// <summary>A logarithmic axis over the positive ones of the values.</summary>
    public static Axis Logarithmic(IEnumerable<double> values, string title, int tickTarget, Func<double, string> format)
    {
        (double min, double max) = Range(values.Where(v => v > 0), 1);
        if (max <= min)
        {
            (min, max) = (min / 2, max * 2);
        }

        return new Axis(true, min, max, NiceTicks.Logarithmic(min, max, tickTarget), title, format);
    }

    /// <summary>Where a value lies: 0 at <see cref="Min"/>, 1 at <see cref="Max"/>; NaN for what has no place on the axis.</summary>
    public double Position(double value)
    {
        if (!double.IsFinite(value) || (IsLogarithmic && value <= 0))
        {
            return double.NaN;
        }

        return IsLogarithmic ? Math.Log(value / Min) / Math.Log(Max / Min) : (value - Min) / (Max - Min);
    }

    private static (double Min, double Max) Range(IEnumerable<double> values, double otherwise = 0)
    {
        (double min, double max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values.Where(double.IsFinite))
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return min <= max ? (min, max) : (otherwise, otherwise);
    }

    private static Func<double, string> Decimals(IReadOnlyList<double> ticks)
    {
        double step = ticks.Count > 1 ? ticks[1] - ticks[0] : 1;
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 6);
        return value => Html.NumberText.Fixed(value, decimals);
    }
}
