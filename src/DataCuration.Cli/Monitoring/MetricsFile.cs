using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Monitoring;

/// <summary>
/// Keeps a file of metrics up to date for the textfile collector of Prometheus' node exporter, which needs a file that is never half written and whose name
/// ends in <c>.prom</c>.
/// </summary>
internal sealed class MetricsFile : IRunMonitor
{
    private readonly string _path;
    private readonly int? _rank;
    private double? _lastSuccess;
    private ProgressSnapshot? _last;

    /// <summary>Begins; nothing is written before the first report.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <param name="rank">This process's rank, a label; null when it is alone.</param>
    public MetricsFile(string path, int? rank)
    {
        _path = path;
        _rank = rank;
        _lastSuccess = TryRead(_path) is { } text ? PrometheusText.LastSuccessOf(text) : null;
    }

    public void Report(ProgressSnapshot snapshot)
    {
        _last = snapshot;
        Write(snapshot, null);
    }

    public void Stopping()
    {
        // The exit code will say it.
    }

    public void Finish(ExitCode exitCode, IReadOnlyList<Diagnostic> errors)
    {
        if (_last is null) return;
        if (exitCode is ExitCode.Done or ExitCode.Tie or ExitCode.NotIdentifiable) _lastSuccess = PrometheusText.UnixSeconds(_last.Time);
        Write(_last, exitCode);
    }

    public void Dispose()
    {
        // Nothing is held between reports.
    }

    private void Write(ProgressSnapshot snapshot, ExitCode? ended)
    {
        try
        {
            OutputFile.Write(_path, PrometheusText.Write(snapshot, _rank, ended, _lastSuccess));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The collector sees old numbers, which is how it learns of a full disk.
        }
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
