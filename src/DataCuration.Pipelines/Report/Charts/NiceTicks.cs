namespace DataCuration.Pipelines.Report.Charts;

/// <summary>
/// Tick positions a person would choose: multiples of 1, 2 or 5 times a power of ten (Heckbert, "Nice numbers for graph
/// labels", Graphics Gems, 1990), and on a logarithmic axis whole powers of ten with 2 and 5 between them when there is room.
/// Pure; positions are exact decimals so that labels never read 0.30000000000000004.
/// </summary>
internal static class NiceTicks
{
    private static readonly double[] Mantissas = [1, 2, 5];

    /// <summary>Ticks within [min, max], about <paramref name="target"/> of them.</summary>
    public static IReadOnlyList<double> Linear(double min, double max, int target)
    {
        double step = Step((max - min) / Math.Max(1, target));
        int decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step)), 0, 15);
        var ticks = new List<double>();
        for (double i = Math.Ceiling((min / step) - 1e-9); i * step <= max + (step * 1e-9); i++)
        {
            ticks.Add(Math.Round(i * step, decimals) + 0.0);
        }

        return ticks;
    }

    /// <summary>Ticks within [min, max], both positive, at most about <paramref name="target"/> of them.</summary>
    public static IReadOnlyList<double> Logarithmic(double min, double max, int target)
    {
        int first = (int)Math.Floor(Math.Log10(min) + 1e-9);
        int last = (int)Math.Ceiling(Math.Log10(max) - 1e-9);
        List<double> all = Between(min, max, first, last, Mantissas);
        if (all.Count < 2)
        {
            return Linear(min, max, target);
        }

        if (all.Count <= target + 1)
        {
            return all;
        }

        List<double> decades = Between(min, max, first, last, [1]);
        if (decades.Count < 2)
        {
            return Between(min, max, first, last, [1, 3]) is { Count: >= 2 } thirds ? thirds : all;
        }

        int stride = (decades.Count + target - 1) / target;
        return [.. decades.Where((_, i) => i % stride == 0)];
    }

    /// <summary>The nice number nearest to a raw step: 1, 2 or 5 times a power of ten.</summary>
    public static double Step(double raw)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double fraction = raw / power;
        return power * (fraction < 1.5 ? 1 : fraction < 3 ? 2 : fraction < 7 ? 5 : 10);
    }

    private static List<double> Between(double min, double max, int first, int last, double[] mantissas)
    {
        var ticks = new List<double>();
        for (int exponent = first; exponent <= last; exponent++)
        {
            foreach (double mantissa in mantissas)
            {
                double tick = mantissa * Math.Pow(10, exponent);
                if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9))
                {
                    ticks.Add(tick);
                }
            }
        }

        return ticks;
    }
}
