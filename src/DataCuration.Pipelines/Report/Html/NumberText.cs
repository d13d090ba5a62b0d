using System.Globalization;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Html;

/// <summary>Numbers for people, in the invariant culture. What is not a number is written as an en dash.</summary>
internal static class NumberText
{
    /// <summary>Stands for "no value".</summary>
    public const string None = "–";

    private static readonly (double Scale, string Suffix)[] Scales = [(1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k")];

    /// <summary>A whole number with thousands separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Three significant digits with k, M, G or T: 10.2 M.</summary>
    public static string Compact(double value)
    {
        if (!double.IsFinite(value))
        {
            return None;
        }

        foreach ((double scale, string suffix) in Scales)
        {
            // 999,600 is 1 M with three digits, not 1000 k.
            if (Math.Abs(value) >= scale * 0.9995)
            {
                return Significant(value / scale, 3) + suffix;
            }
        }

        return Significant(value, 3);
    }

    /// <summary>Bytes in decimal units: 10.2 MB.</summary>
    public static string Bytes(long value)
    {
        string text = Compact(value);
        return text.Contains(' ', StringComparison.Ordinal) ? text.Replace(" k", " kB", StringComparison.Ordinal).Replace(" M", " MB", StringComparison.Ordinal)
            .Replace(" G", " GB", StringComparison.Ordinal).Replace(" T", " TB", StringComparison.Ordinal) : text + " B";
    }

    /// <summary>Compute as recipes write it: 3e13.</summary>
    public static string Flops(double value)
    {
        if (!double.IsFinite(value))
        {
            return None;
        }

        if (value < 1e4)
        {
            return Significant(value, 3);
        }

        return value.ToString("0.##e0", CultureInfo.InvariantCulture);
    }

    /// <summary>A loss: three decimals.</summary>
    public static string Loss(double value) => Fixed(value, 3);

    /// <summary>A loss with its interval: 2.310 [2.280, 2.350].</summary>
    public static string Loss(Estimate value) => value.HasInterval ? $"{Loss(value.Value)} [{Loss(value.Low!.Value)}, {Loss(value.High!.Value)}]" : Loss(value.Value);

    /// <summary>A difference with its sign: +0.040. What rounds to zero has none.</summary>
    public static string SignedLoss(double value)
    {
        string text = Loss(value).Replace('-', '−');
        return value > 0 && Math.Round(value, 3) > 0 ? "+" + text : text;
    }

    /// <summary>A difference with its sign and interval.</summary>
    public static string SignedLoss(Estimate value) => value.HasInterval
        ? $"{SignedLoss(value.Value)} [{SignedLoss(value.Low!.Value)}, {SignedLoss(value.High!.Value)}]"
        : SignedLoss(value.Value);

    /// <summary>Epochs: one decimal, two below one.</summary>
    public static string Epochs(double value) => value == 0 ? "0" : Fixed(value, value < 0.995 ? 2 : 1);

    /// <summary>A share of one as per cent: one decimal, more for what would round to nothing.</summary>
    public static string Percent(double share)
    {
        if (!double.IsFinite(share))
        {
            return None;
        }

        double percent = share * 100;
        return percent == 0 ? "0 %" : percent is > 0 and < 0.05 ? Significant(percent, 1) + " %" : Fixed(percent, 1) + " %";
    }

    /// <summary>A measured value or a threshold: up to four significant digits.</summary>
    public static string Value(double? value) => value is { } v && double.IsFinite(v) ? Significant(v, 4) : None;

    /// <summary>A parameter with its interval, three significant digits each.</summary>
    public static string Value(Estimate value) =>
        value.HasInterval ? $"{Three(value.Value)} [{Three(value.Low!.Value)}, {Three(value.High!.Value)}]" : Three(value.Value);

    /// <summary>A fixed number of decimals.</summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return None;
        }

        // Rounding first keeps "-0.000" out; adding zero turns minus zero into zero.
        return (Math.Round(value, decimals) + 0.0).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Three(double value) => double.IsFinite(value) ? Significant(value, 3) : None;

    private static string Significant(double value, int digits)
    {
        if (value == 0)
        {
            return "0";
        }

        double magnitude = Math.Abs(value);
        if (magnitude is < 1e-4 or >= 1e15)
        {
            return value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(magnitude)), 0, 12);
        return value.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}
