namespace DataCuration.Cli.Commands;

/// <summary>One fact about the machine.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Value">What was found.</param>
/// <param name="IsGood">False when something is missing.</param>
/// <param name="Cost">What that costs; null when nothing is missing.</param>
internal sealed record DoctorFinding(string Name, string Value, bool IsGood, string? Cost);
