using System.Globalization;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.Stages.Probing;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Measuring;
using DataCuration.Probes.Models;
using DataCuration.Probes.Training;

namespace DataCuration.Pipelines.Planning;

/// <summary>What the probes will cost: exact once their samples exist, before that as if every pool filled its sample. The time is measured, or left out.</summary>
internal static class ProbeEstimate
{
    /// <summary>Scoring is the forward third of training.</summary>
    private const double ScoringShare = 1.0 / 3;

    public static async Task<IReadOnlyList<PlanEstimate>> ForAsync(RunContext context, bool measuresSpeed, CancellationToken cancellationToken)
    {
        if (context.Recipe.Probes is not { } probes || ModelLadder.Find(probes.Model) is not { } shape) return [];
        ProbeSamples samples = await SamplesAsync(context, probes, cancellationToken).ConfigureAwait(false);
        ProbeSpec[] series = [.. ProbesStage.Series(context.Recipe, samples)];
        double trained = series.Sum(Trained);
        List<PlanEstimate> estimates =
        [
            .. await RepetitionAsync(context, probes, cancellationToken).ConfigureAwait(false),
            new("probes", series.Length, "probes"),
            new("probe training", trained, "tokens"),
            new("probe compute", trained * shape.FlopsPerToken(probes.Vocabulary, probes.ContextLength), "FLOPs"),
        ];
        if (measuresSpeed && await SpeedAsync(context, probes, samples, series, cancellationToken).ConfigureAwait(false) is { } speed)
        {
            double scored = series.Sum(spec => (double)spec.Epochs.Count * spec.EvaluationCheckpoints) * probes.Evaluate.Count * probes.EvaluationTokens;
            int atOnce = Math.Min(series.Length, new ProbesStage().MaxTasksAtOnce(context));
            estimates.Add(new PlanEstimate("probe speed, measured now", speed.TokensPerSecond, "tokens/s a probe"));
            estimates.Add(new PlanEstimate(
                string.Create(CultureInfo.InvariantCulture, $"probe time at that speed, {atOnce} at once, scoring included"), (trained + (ScoringShare * scored)) / (speed.TokensPerSecond * atOnce), "seconds"));
        }

        return estimates;
    }

    private static async Task<ProbeSamples> SamplesAsync(RunContext context, ProbesOptions probes, CancellationToken cancellationToken)
    {
        string path = ProbeTokensStage.SamplesFile(context.Work);
        if (context.Completed(StageNames.ProbeTokens).Count > 0 && File.Exists(path))
        {
            return await StateJson.ReadFileAsync<ProbeSamples>(path, cancellationToken).ConfigureAwait(false);
        }

        int pools = context.Recipe.Pools.By == ScoreColumns.BySource ? context.Recipe.Sources.Count : context.Recipe.Pools.Edges.Count - 1;
        PoolSampleSize[] sizes = [.. Enumerable.Range(0, pools).Select(pool => new PoolSampleSize($"{pool}", probes.UniqueTokens, probes.UniqueTokens / (RepetitionMatch.Share(context.Recipe) ?? 1)))];
        return new ProbeSamples(sizes, ProbeMixtures.For(sizes, context.Recipe));
    }

    /// <summary>What repetition-matched sub-sampling makes of each pool, as soon as the pools are known.</summary>
    private static async Task<IReadOnlyList<PlanEstimate>> RepetitionAsync(RunContext context, ProbesOptions probes, CancellationToken cancellationToken)
    {
        if (RepetitionMatch.Share(context.Recipe) is not { } share) return [];
        List<PlanEstimate> estimates = [new("probe sample, share of every pool", share, "share")];
        if (context.Completed(StageNames.Pools).Count == 0) return estimates;
        double target = TrainingBudget.TokensOf(context.Recipe.Mix!).Value;
        PoolsFile pools = await StateJson.ReadFileAsync<PoolsFile>(context.Work.Pools, cancellationToken).ConfigureAwait(false);
        foreach (PoolSummary pool in pools.Pools)
        {
            long unique = RepetitionMatch.UniqueTokens(probes, share, pool.Tokens);
            string epochs = string.Create(CultureInfo.InvariantCulture, $"{probes.UniqueTokens * probes.Epochs.Max() / unique:G3} epochs of it in the longest probe, {target / pool.Tokens:G3} in the target training");
            estimates.Add(new PlanEstimate($"probe sample of '{pool.Name}' ({epochs})", unique, "tokens"));
        }

        return estimates;
    }

    private static async Task<Throughput?> SpeedAsync(RunContext context, ProbesOptions probes, ProbeSamples samples, ProbeSpec[] series, CancellationToken cancellationToken)
    {
        if (series.Length == 0) return null;
        ProbeSpec spec = series[0] with { ShortestTokens = samples.ShortestTokens(probes) };
        TrainingPlan plan = TrainingPlan.For(spec, ModelLadder.Find(probes.Model)!, probes.Vocabulary, spec.UniqueTokens);
        SpeedQuestion question = new(probes.Model, probes.Vocabulary, probes.ContextLength, (long)plan.BatchSequences * probes.ContextLength, probes.Threads, probes.Device);
        return await ProbeSpeed.MeasureAsync(context.Options.ProbeWorker, question, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A trunk to four fifths of the longest run, and a cooldown of one fifth for each length.</summary>
    private static double Trained(ProbeSpec spec) => spec.UniqueTokens * ((0.8 * spec.Epochs.Max()) + (0.2 * spec.Epochs.Sum()));
}
