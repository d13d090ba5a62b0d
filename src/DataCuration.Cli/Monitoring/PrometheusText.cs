using System.Globalization;
using System.Text;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Monitoring;

/// <summary>
/// A run's numbers in the text form that Prometheus reads (exposition format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/). Pure.
/// </summary>
internal static class PrometheusText
{
    private const string LastSuccess = "curate_last_success_timestamp_seconds";

    /// <summary>The file's text.</summary>
    /// <param name="snapshot">How far the run is.</param>
    /// <param name="rank">Which of the processes that share the run this is; null when it is alone.</param>
    /// <param name="ended">How it ended; null while it works.</param>
    /// <param name="lastSuccess">Unix time at which a run last ended well, in seconds; null when none did.</param>
    public static string Write(ProgressSnapshot snapshot, int? rank, ExitCode? ended, double? lastSuccess)
    {
        StringBuilder text = new();
        string run = $"recipe=\"{Escape(snapshot.Recipe)}\"" + (rank is { } index ? $",rank=\"{Number(index)}\"" : "");

        Family("curate_up", "gauge", "1 while the run works, 0 once it has ended.");
        Sample("curate_up", "", ended is null ? 1 : 0);
        Family("curate_progress_timestamp_seconds", "gauge", "When these numbers were taken. While curate_up is 1 they are taken every second.");
        Sample("curate_progress_timestamp_seconds", "", UnixSeconds(snapshot.Time));
        Stages("curate_stage_state", "gauge", "0 not begun, 1 at work, 2 done in this run, 3 nothing to do.", stage => (int)stage.State);
        Stages("curate_stage_tasks", "gauge", "Tasks that the stage runs in this run.", stage => stage.PartsTotal);
        Stages("curate_stage_tasks_done_total", "counter", "Tasks of the stage that are done.", stage => stage.PartsDone);
        Stages("curate_stage_tasks_up_to_date", "gauge", "Tasks of the stage whose earlier results are valid.", stage => stage.PartsSkipped);
        Stages("curate_stage_documents_total", "counter", "Documents that the stage has processed.", stage => stage.Documents);
        Stages("curate_stage_text_bytes_total", "counter", "UTF-8 bytes of text that the stage has processed.", stage => stage.Bytes);
        Stages("curate_stage_tokens_total", "counter", "Tokens that the stage has processed, or trained on.", stage => stage.Tokens);
        Stages("curate_stage_seconds", "gauge", "Seconds that the stage has taken.", stage => stage.ElapsedSeconds);
        if (ended is { } exitCode)
        {
            Family("curate_exit_code", "gauge", "The exit code of the run that has ended; docs/cli.md explains them.");
            Sample("curate_exit_code", "", (int)exitCode);
        }

        if (lastSuccess is { } moment)
        {
            Family(LastSuccess, "gauge", "When a run last ended well; kept by runs that fail.");
            Sample(LastSuccess, "", moment);
        }

        return text.ToString();

        void Family(string name, string type, string help) => text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");

        void Sample(string name, string labels, double value) => text.Append($"{name}{{{run}{labels}}} {Number(value)}\n");

        void Stages(string name, string type, string help, Func<StageProgress, double> value)
        {
            Family(name, type, help);
            foreach (StageProgress stage in snapshot.Stages) Sample(name, $",stage=\"{Escape(stage.Name)}\"", value(stage));
        }
    }

    /// <summary>When a run last ended well, as an earlier file states it; null when it states nothing that can be read.</summary>
    public static double? LastSuccessOf(string text)
    {
        string? line = text.Split('\n').FirstOrDefault(line => line.StartsWith(LastSuccess + "{", StringComparison.Ordinal));
        return line is not null && double.TryParse(line.AsSpan(line.LastIndexOf(' ') + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double moment) ? moment : null;
    }

    /// <summary>Seconds since 1970.</summary>
    public static double UnixSeconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // The three characters that a label's value must escape.
    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
