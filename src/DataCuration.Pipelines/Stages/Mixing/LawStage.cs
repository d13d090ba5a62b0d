using DataCuration.Formats.Storage;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Training;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Pipelines.Stages.Mixing;

/// <summary>Fits the law to what the probes measured. From here on everything is deterministic whatever trained the probes.</summary>
internal sealed class LawStage : Stage
{
    public override string Name => StageNames.Law;

    public override string Step => CurationSteps.Fit;

    public override string AlgorithmVersion => "2";

    public override IReadOnlyList<string> DependsOn => [StageNames.Probes];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        FitOptions fit = new() { Seed = context.Recipe.Seed };
        string options = StateJson.Canonical(new { mix = new { context.Recipe.Mix!.Law }, fit });
        return ValueTask.FromResult<IReadOnlyList<StageTask>>(
            [new StageTask("all", options, [.. context.Inputs(StageNames.Probes)], (_, token) => FitAsync(context, fit, token))]);
    }

    private static async Task<TaskResult> FitAsync(RunContext context, FitOptions options, CancellationToken cancellationToken)
    {
        Observation[] observations = context.Completed(StageNames.Probes)
            .SelectMany(record => ObservationsOf(ProbeFiles.ReadResult(context.Work.Probe(record.Key))))
            .ToArray();
        LawFit fit = LawFitter.Fit(observations, options);
        await AtomicFile.WriteAsync(context.Work.Observations, ObservationTable.ToCsv(observations), cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(context.Work.Law, fit.ToJson(), cancellationToken).ConfigureAwait(false);
        return new TaskResult([context.Work.Observations, context.Work.Law], new TaskCounts { In = observations.Length, Out = observations.Length });
    }

    /// <summary>
    /// A point's unique tokens are the pool sample's, also when the point saw only half of them: then its epochs are below one, as the law wants it.
    /// </summary>
    private static IEnumerable<Observation> ObservationsOf(ProbeResult result) => result.Points.Select(point => new Observation
    {
        Run = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{result.Spec.Id}-e{point.Epochs}"),
        Exposures = [new PoolExposure(result.Spec.Pool, result.UniqueTokens, point.TokensSeen)],
        Value = point.MacroBitsPerByte,
        Seed = (int)(result.Spec.Seed % 1000),
    });
}
