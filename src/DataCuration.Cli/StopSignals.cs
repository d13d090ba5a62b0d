using System.Runtime.InteropServices;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli;

/// <summary>
/// The ways to stop a run: SIGINT, SIGTERM, or a file that appears (MSBuild has no signals to send). The first asks the run to save and end; a
/// second signal ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop;
    private readonly List<IDisposable> _registrations = [];
    private int _exitCode;

    public StopSignals(string? stopFile, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Handle(signal, Documents.Diagnostics.ExitCode.Interrupted)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Handle(signal, Documents.Diagnostics.ExitCode.Terminated)));
        if (stopFile is not null)
        {
            _registrations.Add(new Timer(_ => StopWhenThere(stopFile), null, PollInterval, PollInterval));
        }
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>What to return; null when nothing asked the run to stop.</summary>
    public ExitCode? ExitCode => _exitCode == 0 ? null : (ExitCode)_exitCode;

    public void Dispose()
    {
        foreach (IDisposable registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Handle(PosixSignalContext signal, ExitCode exitCode)
    {
        // Without cancelling the signal the runtime would end the process; on the second one it may.
        signal.Cancel = Interlocked.CompareExchange(ref _exitCode, (int)exitCode, 0) == 0;
        _stop.Cancel();
    }

    private void StopWhenThere(string stopFile)
    {
        if (File.Exists(stopFile) && Interlocked.CompareExchange(ref _exitCode, (int)Documents.Diagnostics.ExitCode.Terminated, 0) == 0)
        {
            _stop.Cancel();
        }
    }
}
