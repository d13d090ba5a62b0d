using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.Stages.Probing;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Models;

namespace DataCuration.Pipelines.Planning;

/// <summary>Sizes that a run will have, as far as they are known before it.</summary>
internal static class Estimates
{
    public static async Task<IReadOnlyList<PlanEstimate>> ForAsync(RunContext context, CancellationToken cancellationToken)
    {
        List<PlanEstimate> estimates =
        [
            new("shards", context.SourceFiles.Count, "files"),
            new("input", context.SourceFiles.Sum(file => file.Length), "bytes"),
        ];
        IReadOnlyList<CompletionRecord> ingested = context.Completed(StageNames.Ingest);
        if (ingested.Count > 0)
        {
            TaskCounts counts = TaskCounts.Sum(ingested.Select(record => record.Counts));
            estimates.Add(new PlanEstimate("documents", counts.Out, "documents"));
            estimates.Add(new PlanEstimate("text", counts.TextBytes, "bytes"));
            estimates.Add(new PlanEstimate("memory of the decision", counts.Out * DecisionTable.BytesPerDocument, "bytes"));
        }

        estimates.AddRange(await RephraseEstimate.ForAsync(context, cancellationToken).ConfigureAwait(false));
        if (context.Recipe.Probes is { } probes)
        {
            int pools = context.Recipe.Pools.By == ScoreColumns.BySource ? context.Recipe.Sources.Count : context.Recipe.Pools.Edges.Count - 1;
            PoolSampleSize[] samples = Enumerable.Range(0, pools).Select(pool => new PoolSampleSize($"{pool}", probes.UniqueTokens, probes.UniqueTokens)).ToArray();
            double tokens = probes.Seeds
                * ((pools * TrainedTokens(probes.UniqueTokens, probes.Epochs)) + HeldOutMixtures.For(samples, probes).Sum(mixture => TrainedTokens(mixture.Tokens, mixture.Epochs)));
            estimates.Add(new PlanEstimate("probe training", tokens, "tokens"));
            if (ModelLadder.Find(probes.Model) is { } shape)
            {
                estimates.Add(new PlanEstimate("probe compute", tokens * shape.FlopsPerToken(probes.Vocabulary, probes.ContextLength), "FLOPs"));
            }
        }

        estimates.Add(new PlanEstimate("memory of map stages", StageRunner.TaskMemoryBytes * Math.Min(context.Options.Jobs, Math.Max(1, context.SourceFiles.Count)), "bytes"));
        return estimates;
    }

    /// <summary>A trunk to four fifths of the longest run, and a cooldown of one fifth for each length.</summary>
    private static double TrainedTokens(double uniqueTokens, IReadOnlyList<double> epochs) => uniqueTokens * ((0.8 * epochs.Max()) + (0.2 * epochs.Sum()));
}
