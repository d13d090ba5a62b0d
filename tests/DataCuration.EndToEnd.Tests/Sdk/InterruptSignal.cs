using System.Globalization;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>Whether SIGINT reaches what these tests start: a shell starts a background job with SIGINT ignored, and its children inherit that.</summary>
internal static class InterruptSignal
{
    public const string WhyIgnored = "SIGINT is ignored by this process and so by all it starts, as in a background job of a shell.";

    private const string Mask = "SigIgn:";
    private const ulong Interrupt = 1UL << (2 - 1);

    public static bool IsIgnored { get; } =
        File.Exists("/proc/self/status") && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Mask, StringComparison.Ordinal)) is { } line
        && (ulong.Parse(line.AsSpan(Mask.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
}
