using DataCuration.Pipelines.Report.Model;
using DataCuration.Pipelines.Stages.Ingestion;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using ChosenMix = DataCuration.ScalingLaws.Mixing.Mix;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>The funnel as the report shows it.</summary>
internal static class FunnelParts
{
    public static FunnelModel Funnel(RunContext context, ReportScan scan, PoolsFile pools, ChosenMix? mix)
    {
        TaskCounts ingest = TaskCounts.Sum(context.Completed(StageNames.Ingest).Select(record => record.Counts));
        TaskCounts dataset = TaskCounts.Sum(context.Completed(StageNames.Dataset).Select(record => record.Counts));
        long keptBytes = pools.Pools.Sum(pool => pool.TextBytes);
        List<FunnelStep> steps =
        [
            new() { Name = "records read", Documents = ingest.In },
            new()
            {
                Name = "after ingest",
                Documents = ingest.Out,
                TextBytes = ingest.TextBytes,
                Tokens = scan.Sources.IngestedTokens,
                Reasons = ingest.Reasons
                    .Where(reason => reason.Key.StartsWith("DC", StringComparison.Ordinal) || reason.Key == RecordConversion.EmptyTextRule)
                    .OrderByDescending(reason => reason.Value)
                    .Select(reason => new FunnelReason { Rule = reason.Key, Documents = reason.Value })
                    .ToArray(),
            },
            new()
            {
                Name = "after the rules",
                Documents = pools.Documents - pools.DroppedByRules,
                TextBytes = scan.Sources.PassedRulesBytes,
                Tokens = scan.Sources.PassedRulesTokens,
                Reasons = scan.Examples.Dropped
                    .OrderByDescending(rule => rule.Value.Count)
                    .Select(rule => new FunnelReason { Rule = rule.Key, Documents = rule.Value.Count, MedianValue = rule.Value.Median, Threshold = rule.Value.Threshold })
                    .ToArray(),
            },
            new()
            {
                Name = "in pools, without duplicates",
                Documents = pools.Documents - pools.DroppedByRules - pools.Duplicates - pools.NotSelected,
                TextBytes = keptBytes,
                Tokens = pools.Pools.Sum(pool => pool.Tokens),
                Reasons = [.. Duplicates(scan), .. NotSelected(pools)],
            },
            new()
            {
                Name = "in the mix",
                Documents = dataset.Out,
                Tokens = dataset.Tokens,
                Reasons = [.. dataset.Reasons.OrderByDescending(reason => reason.Value).Select(reason => new FunnelReason { Rule = reason.Key, Documents = reason.Value })],
            },
        ];
        return new FunnelModel { Steps = steps, Sources = Sources(context, scan, mix) };
    }

    private static FunnelReason[] NotSelected(PoolsFile pools) =>
        pools.NotSelected == 0 ? [] : [new FunnelReason { Rule = SelectionDecision.Rule, Documents = pools.NotSelected }];

    private static FunnelReason[] Duplicates(ReportScan scan)
    {
        List<FunnelReason> reasons = [];
        if (scan.Clusters.ExactDropped > 0)
        {
            reasons.Add(new FunnelReason { Rule = "deduplicate.exact", Documents = scan.Clusters.ExactDropped });
        }

        if (scan.Clusters.NearDropped > 0)
        {
            reasons.Add(new FunnelReason { Rule = "deduplicate.minHash", Documents = scan.Clusters.NearDropped });
        }

        return [.. reasons];
    }

    private static FunnelSource[] Sources(RunContext context, ReportScan scan, ChosenMix? mix)
    {
        return context.Recipe.Sources.Select(source => source.Name).Order(StringComparer.Ordinal).Select(source =>
        {
            TaskCounts ingest = Sum(context, StageNames.Ingest, source);
            long[] counts = scan.Sources.Documents.GetValueOrDefault(source) ?? new long[3];
            long written = Sum(context, StageNames.Dataset, source).Out;
            double? tokens = mix?.Pools.Sum(pool => pool.Epochs * scan.Sources.TokensIn(source, pool.Name));
            return new FunnelSource(source, [ingest.In, counts[0], counts[1], counts[2], written], tokens);
        }).ToArray();
    }

    // A shard's key is its source, a hyphen and eight digits; a part's has a number behind that.
    private static TaskCounts Sum(RunContext context, string stage, string source) => TaskCounts.Sum(context.Completed(stage)
        .Where(record => record.Key.StartsWith(source + "-", StringComparison.Ordinal) && (stage == StageNames.Ingest
            ? record.Key.Length == source.Length + 9
            : DocumentPools.SourceOf(record.Key) == source))
        .Select(record => record.Counts));
}
