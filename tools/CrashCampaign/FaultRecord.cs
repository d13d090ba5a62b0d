namespace DataCuration.CrashCampaign;

/// <summary>One fault and what became of it.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Stage">The stage that was at work.</param>
/// <param name="HasStruck">False when the run had ended before.</param>
/// <param name="ExitCode">The run's exit code; 137 when it was killed.</param>
internal sealed record FaultRecord(FaultKind Kind, string Stage, bool HasStruck, int ExitCode);
