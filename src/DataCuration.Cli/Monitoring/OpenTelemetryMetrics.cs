using System.Diagnostics.Metrics;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace DataCuration.Cli.Monitoring;

/// <summary>
/// A run's numbers as the instruments of the meter <c>DataCuration</c>, sent to an OpenTelemetry collector by OTLP when the standard variables name one. The other standard variables
/// (protocol, headers, interval, resource attributes) hold too. <c>dotnet-counters monitor --counters DataCuration</c> sees the same instruments.
/// </summary>
internal sealed class OpenTelemetryMetrics : IRunMonitor
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "DataCuration";

    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    private readonly Meter _meter = new(MeterName, typeof(OpenTelemetryMetrics).Assembly.GetName().Version?.ToString(3));
    private readonly MeterProvider _provider;
    private volatile IReadOnlyList<StageProgress> _stages = [];

    private OpenTelemetryMetrics(string recipe, int? rank)
    {
        KeyValuePair<string, object?>[] run = rank is { } index ? [new("recipe", recipe), new("rank", index)] : [new("recipe", recipe)];
        Count("curate.stage.documents", "{document}", "Documents that the stage has processed.", stage => stage.Documents);
        Count("curate.stage.text", "By", "UTF-8 bytes of text that the stage has processed.", stage => stage.Bytes);
        Count("curate.stage.tokens", "{token}", "Tokens that the stage has processed, or trained on.", stage => stage.Tokens);
        Count("curate.stage.tasks_done", "{task}", "Tasks of the stage that are done.", stage => stage.PartsDone);
        _meter.CreateObservableGauge("curate.stage.tasks", () => Measure(stage => (long)stage.PartsTotal), "{task}", "Tasks that the stage runs in this run.");
        _meter.CreateObservableGauge("curate.stage.duration", () => Measure(stage => stage.ElapsedSeconds), "s", "Seconds that the stage has taken.");
        _meter.CreateObservableGauge("curate.stage.state", () => Measure(stage => (int)stage.State), "1", "0 not begun, 1 at work, 2 done in this run, 3 nothing to do.");
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("curate", serviceVersion: _meter.Version).AddEnvironmentVariableDetector())
            .AddMeter(MeterName)
            .AddOtlpExporter()
            .Build();

        void Count(string name, string unit, string description, Func<StageProgress, long> value) => _meter.CreateObservableCounter(name, () => Measure(value), unit, description);

        IEnumerable<Measurement<T>> Measure<T>(Func<StageProgress, T> value)
            where T : struct => _stages.Select(stage => new Measurement<T>(value(stage), [.. run, new("stage", stage.Name)]));
    }

    /// <summary>Begins when the environment names a collector; otherwise null.</summary>
    public static OpenTelemetryMetrics? TryCreate(string recipe, int? rank) =>
        Endpoints.All(name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))) ? null : new OpenTelemetryMetrics(recipe, rank);

    public void Report(ProgressSnapshot snapshot) => _stages = snapshot.Stages;

    public void Stopping()
    {
        // The stages' states say it.
    }

    public void Finish(ExitCode exitCode, IReadOnlyList<Diagnostic> errors)
    {
        // What is left is sent when the provider is disposed.
    }

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }
}
