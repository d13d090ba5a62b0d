using System.Globalization;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Display;

/// <summary>Numbers for people.</summary>
internal static class Amounts
{
    public static string Count(double value) => value switch
    {
        < 10_000 => value.ToString("0", CultureInfo.InvariantCulture),
        < 1e6 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        < 1e9 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        < 1e12 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + "B",
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    public static string Bytes(double value) => value switch
    {
        < 1 << 10 => value.ToString("0", CultureInfo.InvariantCulture) + " B",
        < 1 << 20 => (value / (1 << 10)).ToString("0", CultureInfo.InvariantCulture) + " KiB",
        < 1 << 30 => (value / (1 << 20)).ToString("0.#", CultureInfo.InvariantCulture) + " MiB",
        _ => (value / (1 << 30)).ToString("0.##", CultureInfo.InvariantCulture) + " GiB",
    };

    public static string Seconds(double value) => value switch
    {
        < 10 => value.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 120 => value.ToString("0", CultureInfo.InvariantCulture) + " s",
        < 7200 => (value / 60).ToString("0", CultureInfo.InvariantCulture) + " min",
        _ => (value / 3600).ToString("0.#", CultureInfo.InvariantCulture) + " h",
    };

    /// <summary>Five significant digits, without an exponent where a person would write none.</summary>
    public static string Exact(double value) =>
        value.ToString(Math.Abs(value) is >= 1e4 and < 1e15 ? "0" : "G5", CultureInfo.InvariantCulture);

    /// <summary>How far a stage is, in one clause.</summary>
    public static string Describe(StageProgress stage)
    {
        List<string> clauses = [];
        if (stage.PartsTotal > 1 || (stage.PartsTotal > 0 && stage.PartsSkipped > 0))
        {
            clauses.Add(
                $"{stage.PartsDone}/{stage.PartsTotal} tasks" + (stage.PartsSkipped > 0 ? $" ({stage.PartsSkipped} up to date)" : ""));
        }

        double seconds = Math.Max(stage.ElapsedSeconds, 1e-3);
        if (stage.Documents > 0)
        {
            clauses.Add($"{Count(stage.Documents)} documents, {Count(stage.Documents / seconds)}/s");
        }

        if (stage.Bytes > 0)
        {
            clauses.Add($"{Bytes(stage.Bytes / seconds)}/s");
        }

        if (stage.Tokens > 0)
        {
            clauses.Add($"{Count(stage.Tokens)} tokens, {Count(stage.Tokens / seconds)}/s");
        }

        return string.Join(", ", clauses);
    }
}
