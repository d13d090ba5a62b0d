namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>How a process ended.</summary>
internal sealed record CurateResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}
