using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Monitoring;

/// <summary>All that watch one run: systemd from the first moment, files and collectors once the recipe and this process's rank are known.</summary>
internal sealed class RunMonitors : IDisposable
{
    private readonly List<IRunMonitor> _monitors = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly string? _sarif;
    private bool _isWatching;

    /// <summary>Begins.</summary>
    /// <param name="sarif">The log of errors and warnings; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Asks the run to stop.</param>
    public RunMonitors(string? sarif, TimeProvider time, CancellationToken stop)
    {
        _sarif = sarif;
        Add(SystemdService.TryCreate(time));
        _stopping = stop.Register(() => Each(monitor => monitor.Stopping()));
    }

    /// <summary>Adds what was asked for by options or environment.</summary>
    /// <param name="metrics">The file of metrics; null for none.</param>
    /// <param name="recipe">The recipe's name.</param>
    /// <param name="rank">This process's rank; null when it is alone.</param>
    public void Watch(string? metrics, string recipe, int? rank)
    {
        _isWatching = true;
        if (_sarif is not null) Add(new SarifFile(PathOf(_sarif, rank)));
        if (metrics is not null) Add(new MetricsFile(PathOf(metrics, rank), rank));
        Add(OpenTelemetryMetrics.TryCreate(recipe, rank));
    }

    /// <summary>Where a rank's file goes, because ranks write one each: <c>curate.prom</c>, <c>curate-3.prom</c>.</summary>
    public static string PathOf(string path, int? rank) =>
        rank is { } index ? Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{index}{Path.GetExtension(path)}") : path;

    /// <summary>What the run reports to, before it reports to the display.</summary>
    public IProgress<ProgressSnapshot> Before(IProgress<ProgressSnapshot> display) => new Forwarding(this, display);

    /// <summary>The run has ended.</summary>
    /// <param name="exitCode">How; returned.</param>
    /// <param name="errors">Of what, when it failed.</param>
    public ExitCode Finish(ExitCode exitCode, IReadOnlyList<Diagnostic>? errors = null)
    {
        Each(monitor => monitor.Finish(exitCode, errors ?? []));
        // A run that was refused before it began. One that starts ranks leaves the files to them.
        if (_sarif is not null && !_isWatching && errors is not null) SarifFile.Write(_sarif, errors, exitCode);
        return exitCode;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        Each(monitor => monitor.Dispose());
    }

    private void Add(IRunMonitor? monitor)
    {
        lock (_lock)
        {
            if (monitor is not null) _monitors.Add(monitor);
        }
    }

    private void Each(Action<IRunMonitor> call)
    {
        lock (_lock)
        {
            _monitors.ForEach(call);
        }
    }

    private sealed class Forwarding(RunMonitors monitors, IProgress<ProgressSnapshot> display) : IProgress<ProgressSnapshot>
    {
        public void Report(ProgressSnapshot value)
        {
            monitors.Each(monitor => monitor.Report(value));
            display.Report(value);
        }
    }
}
