using System.Globalization;
using DataCuration.Cli.Display;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;
using Microsoft.Extensions.Hosting.Systemd;

namespace DataCuration.Cli.Monitoring;

/// <summary>
/// Tells systemd how a service of <c>Type=notify</c> gets on (sd_notify(3)): that it started, a line for <c>systemctl status</c>, that it saves and ends, and
/// a sign of life at half of <c>WatchdogSec=</c>. The sign comes from the runtime's own timers, so that it stops with a process that hangs as a whole, not with a stage that works long
/// without a report.
/// </summary>
internal sealed class SystemdService : IRunMonitor
{
    private readonly SystemdNotifier _notifier = new();
    private readonly ITimer? _watchdog;
    private string? _status;

    private SystemdService(TimeSpan? watchdog, TimeProvider time)
    {
        _notifier.Notify(ServiceState.Ready);
        _watchdog = watchdog is { } interval ? time.CreateTimer(_ => _notifier.Notify(new ServiceState("WATCHDOG=1")), null, TimeSpan.Zero, interval / 2) : null;
    }

    /// <summary>Begins when systemd started this process and asks for it; otherwise null.</summary>
    public static SystemdService? TryCreate(TimeProvider time) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"))
            ? null
            : new SystemdService(WatchdogOf(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID"), Environment.ProcessId), time);

    /// <summary>How often systemd wants a sign of life; null when it wants none, or from another process.</summary>
    /// <param name="microseconds">WATCHDOG_USEC.</param>
    /// <param name="process">WATCHDOG_PID; none means any process.</param>
    /// <param name="own">This process.</param>
    internal static TimeSpan? WatchdogOf(string? microseconds, string? process, int own) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out long interval) && interval > 0 && (string.IsNullOrEmpty(process) || process == own.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(interval)
            : null;

    public void Report(ProgressSnapshot snapshot)
    {
        if (snapshot.Current is not { } stage) return;
        string description = Amounts.Describe(stage);
        Say($"{stage.Name}{(description.Length == 0 ? "" : ": " + description)}{(stage.SecondsLeft is { } left ? $", about {Amounts.Seconds(left)} left" : "")}");
    }

    public void Stopping() => _notifier.Notify(ServiceState.Stopping);

    public void Finish(ExitCode exitCode, IReadOnlyList<Diagnostic> errors) => Say($"ended with {(int)exitCode}");

    public void Dispose() => _watchdog?.Dispose();

    private void Say(string status)
    {
        if (status == _status) return;
        _status = status;
        _notifier.Notify(new ServiceState("STATUS=" + status.ReplaceLineEndings(" ")));
    }
}
