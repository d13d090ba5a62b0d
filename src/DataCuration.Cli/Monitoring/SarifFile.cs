using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Monitoring;

/// <summary>Writes what a run warned about, and what it failed of, when it ends: a failed run keeps the warnings of the stages before.</summary>
internal sealed class SarifFile(string path) : IRunMonitor
{
    private IReadOnlyList<Diagnostic> _warnings = [];

    public void Report(ProgressSnapshot snapshot) => _warnings = [.. snapshot.Stages.SelectMany(stage => stage.Warnings)];

    public void Stopping()
    {
        // The exit code will say it.
    }

    public void Finish(ExitCode exitCode, IReadOnlyList<Diagnostic> errors) => Write(path, [.. _warnings, .. errors], exitCode);

    public void Dispose()
    {
        // Nothing is held.
    }

    /// <summary>Writes the log of a run of the tool that is over.</summary>
    public static void Write(string path, IReadOnlyList<Diagnostic> diagnostics, ExitCode exitCode) =>
        OutputFile.Write(path, SarifText.Write(diagnostics, exitCode, typeof(SarifFile).Assembly.GetName().Version?.ToString(3) ?? "0.0.0"));
}
