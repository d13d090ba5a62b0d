using System.Globalization;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli;

/// <summary>Sizes as people write them: <c>512MB</c>, <c>8GB</c>, <c>8GiB</c>, or bytes.</summary>
internal static class MemorySize
{
    private static readonly (string Suffix, double Factor)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1), ("", 1),
    ];

    /// <exception cref="DiagnosticException">DC2051: the text is no size, or too little to work with.</exception>
    public static long Parse(string text)
    {
        foreach ((string suffix, double factor) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text[..^suffix.Length].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                long bytes = (long)Math.Min(number * factor, long.MaxValue / 2);
                return bytes >= 256L << 20 ? bytes : throw Error($"--memory {text} is less than 256 MiB, which no stage can work in.");
            }
        }

        throw Error($"--memory {text} is no size; expected a number with a unit, for example 8GB.");
    }

    private static DiagnosticException Error(string message) => new(Diagnostic.Error("DC2051", message), ExitCode.Usage);
}
