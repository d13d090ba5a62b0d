namespace DataCuration.Cli.Commands;

/// <summary>One fact about the machine.</summary>
internal sealed record DoctorFinding(string Name, string Value, bool IsGood, string? Cost);
