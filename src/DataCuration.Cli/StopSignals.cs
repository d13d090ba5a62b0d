using System.Globalization;
using System.Runtime.InteropServices;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli;

/// <summary>
/// The ways to stop a run: SIGINT, SIGTERM, a file that appears, or the end of the build that started it (MSBuild has no signals to send, and a
/// killed build would leave the run behind). The first asks the run to save and end; a second signal ends the process at once. Safe for
/// concurrent use.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>The variable in which the build states its process.</summary>
    public const string ParentProcessVariable = "CURATE_PARENT_PROCESS";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly ITimer _poll;
    private readonly string? _stopFile;
    private readonly ParentProcess? _parent;
    private ExitCode? _exitCode;
    private bool _isDisposed;

    public StopSignals(string? stopFile, string? parentProcess, TimeProvider time, CancellationToken cancellationToken)
    {
        _stopFile = stopFile;
        _parent = int.TryParse(parentProcess, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? new ParentProcess(id) : null;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = Stop(Documents.Diagnostics.ExitCode.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = Stop(Documents.Diagnostics.ExitCode.Terminated));
        bool isPolling = stopFile is not null || _parent is not null;
        _poll = time.CreateTimer(_ => Poll(), null, isPolling ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, PollInterval);
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>What to return; null when nothing asked the run to stop.</summary>
    public ExitCode? ExitCode
    {
        get
        {
            lock (_lock)
            {
                return _exitCode;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            if (_exitCode is null) _stop.Dispose();
        }

        _interrupt.Dispose();
        _terminate.Dispose();
        _poll.Dispose();
        _parent?.Dispose();
    }

    /// <summary>Asks the run to stop. False when it was asked before: then the signal may end the process.</summary>
    private bool Stop(ExitCode exitCode)
    {
        lock (_lock)
        {
            if (_isDisposed || _exitCode is not null) return false;
            _exitCode = exitCode;
        }

        // Outside the lock: what is cancelled may ask for the exit code. The source stays usable once there is an exit code.
        _stop.Cancel();
        return true;
    }

    private void Poll()
    {
        lock (_lock)
        {
            if (_isDisposed) return;
        }

        if ((_stopFile is not null && File.Exists(_stopFile)) || _parent is { HasEnded: true })
        {
            Stop(Documents.Diagnostics.ExitCode.Terminated);
        }
    }
}
