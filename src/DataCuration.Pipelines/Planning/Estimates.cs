using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Planning;

/// <summary>Sizes that a run will have, as far as they are known before it.</summary>
internal static class Estimates
{
    /// <param name="context">Recipe and what is done.</param>
    /// <param name="measuresSpeed">Whether probes are to be trained, so that their speed is worth measuring.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<PlanEstimate>> ForAsync(RunContext context, bool measuresSpeed, CancellationToken cancellationToken)
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
        estimates.AddRange(await ProbeEstimate.ForAsync(context, measuresSpeed, cancellationToken).ConfigureAwait(false));
        estimates.Add(new PlanEstimate("memory of map stages", StageRunner.TaskMemoryBytes * Math.Min(context.Options.Jobs, Math.Max(1, context.SourceFiles.Count)), "bytes"));
        return estimates;
    }
}
