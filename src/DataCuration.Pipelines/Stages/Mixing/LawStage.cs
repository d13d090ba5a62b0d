using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Stages.Probing;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Training;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Pipelines.Stages.Mixing;

/// <summary>Fits the law to what the probes of single pools and of drawn mixtures measured, and tests it on the mixtures that it did not see. From here on everything is deterministic whatever trained the probes.</summary>
internal sealed class LawStage : Stage
{
    public override string Name => StageNames.Law;

    public override string Step => CurationSteps.Fit;

    public override string AlgorithmVersion => "3";

    public override IReadOnlyList<string> DependsOn => [StageNames.ProbeTokens, StageNames.Probes];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        FitOptions fit = new() { Seed = context.Recipe.Seed };
        string options = StateJson.Canonical(new { mix = new { context.Recipe.Mix!.Law }, fit });
        return ValueTask.FromResult<IReadOnlyList<StageTask>>(
            [new StageTask("all", options, [context.Input(StageNames.ProbeTokens, ProbeTokensStage.SamplesFile(context.Work)), .. context.Inputs(StageNames.Probes)], (_, token) => FitAsync(context, fit, token))]);
    }

    private static async Task<TaskResult> FitAsync(RunContext context, FitOptions options, CancellationToken cancellationToken)
    {
        ProbeSamples samples = await StateJson.ReadFileAsync<ProbeSamples>(ProbeTokensStage.SamplesFile(context.Work), cancellationToken).ConfigureAwait(false);
        ProbeResult[] results = context.Completed(StageNames.Probes).Select(record => ProbeFiles.ReadResult(context.Work.Probe(record.Key))).Where(result => result.Spec.LearningRateFactor is null).ToArray();
        ILookup<bool, ProbeResult> fitted = results.ToLookup(result => MixtureOf(result, samples) is null or { IsFitted: true });
        Observation[] observations = fitted[true].SelectMany(result => MixtureOf(result, samples) is { } mixture ? ObservationsOf(result, mixture) : ObservationsOf(result)).ToArray();
        (string Mixture, Observation Observation)[] heldOut = fitted[false]
            .Select(result => (Result: result, Mixture: MixtureOf(result, samples)!))
            .SelectMany(run => ObservationsOf(run.Result, run.Mixture).Select(observation => (run.Mixture.Name, observation)))
            .ToArray();
        LawFit fit = LawFitter.Fit(observations, options);
        fit = fit with { HoldOutTest = HoldOutTester.Run(fit, heldOut) };
        await AtomicFile.WriteAsync(context.Work.HoldOuts, ObservationTable.ToCsv([.. heldOut.Select(run => run.Observation)]), cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(context.Work.Observations, ObservationTable.ToCsv(observations), cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(context.Work.Law, fit.ToJson(), cancellationToken).ConfigureAwait(false);
        return new TaskResult([context.Work.Observations, context.Work.HoldOuts, context.Work.Law], new TaskCounts { In = observations.Length, Out = observations.Length });
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

    /// <summary>The mixture that a probe trained on; null for a pool.</summary>
    private static ProbeMixture? MixtureOf(ProbeResult result, ProbeSamples samples) => result.Spec.Pool.StartsWith(ProbeMixture.Prefix, StringComparison.Ordinal)
        ? samples.Mixtures.First(mixture => mixture.PoolName == result.Spec.Pool)
        : null;

    private static IEnumerable<Observation> ObservationsOf(ProbeResult result, ProbeMixture mixture) => ObservationsOf(result).Select(observation => observation with
    {
        Exposures = [.. mixture.Parts.Select(part => new PoolExposure(part.Pool, part.UniqueTokens, observation.Tokens * part.Length / mixture.Tokens))],
    });
}
