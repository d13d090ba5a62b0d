using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Monitoring;

/// <summary>Tells some other program how a run gets on. A monitor that cannot reach its program stays silent: no run fails because of it.</summary>
internal interface IRunMonitor : IDisposable
{
    /// <summary>How far the run is, about once a second. Called by one thread at a time.</summary>
    void Report(ProgressSnapshot snapshot);

    /// <summary>The run was asked to stop and saves what it has. May be called beside <see cref="Report"/>.</summary>
    void Stopping();

    /// <summary>The run has ended with this exit code, and of these errors when it failed; called once, last.</summary>
    void Finish(ExitCode exitCode, IReadOnlyList<Diagnostic> errors);
}
