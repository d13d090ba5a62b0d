using System.Text.Json;
using DataCuration.Pipelines.Stages.Materialising;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Pipelines.Differences;

/// <summary>Compares pools, laws, mixes and datasets. Pure.</summary>
internal static class ResultDiff
{
    public static IReadOnlyList<WorkDiffReport.PoolChange> Pools(PoolsFile? before, PoolsFile? after)
    {
        Dictionary<string, WorkDiffReport.PoolSize> left = Sizes(before);
        Dictionary<string, WorkDiffReport.PoolSize> right = Sizes(after);
        return [.. left.Keys.Union(right.Keys, StringComparer.Ordinal).Select(name => new WorkDiffReport.PoolChange(name, left.GetValueOrDefault(name), right.GetValueOrDefault(name)))];
    }

    public static WorkDiffReport.LawChange? Law(LawFit? before, LawFit? after)
    {
        if (before is null && after is null)
        {
            return null;
        }

        Dictionary<string, WorkDiffReport.Interval> left = Parameters(before);
        Dictionary<string, WorkDiffReport.Interval> right = Parameters(after);
        return new WorkDiffReport.LawChange(
            before?.Law,
            after?.Law,
            [.. left.Keys.Union(right.Keys, StringComparer.Ordinal).Select(name => Parameter(name, left.GetValueOrDefault(name), right.GetValueOrDefault(name)))]);
    }

    public static WorkDiffReport.MixChange? Mix(Mix? before, Mix? after) =>
        before is null && after is null ? null : new WorkDiffReport.MixChange(Side(before), Side(after));

    public static WorkDiffReport.DatasetChange? Dataset(DatasetManifest? before, DatasetManifest? after)
    {
        if (before is null && after is null)
        {
            return null;
        }

        HashSet<(string File, string Hash)> parts = [.. (before?.Parts ?? []).Select(part => (part.File, part.Sha256))];
        return new WorkDiffReport.DatasetChange(Size(before), Size(after), (after?.Parts ?? []).Count(part => parts.Contains((part.File, part.Sha256))));
    }

    private static Dictionary<string, WorkDiffReport.PoolSize> Sizes(PoolsFile? pools) =>
        (pools?.Pools ?? []).ToDictionary(pool => pool.Name, pool => new WorkDiffReport.PoolSize(pool.Documents, pool.Tokens, pool.MinScore, pool.MaxScore), StringComparer.Ordinal);

    private static Dictionary<string, WorkDiffReport.Interval> Parameters(LawFit? law) =>
        (law?.Parameters ?? []).ToDictionary(parameter => parameter.Name, parameter => new WorkDiffReport.Interval(parameter.Value, parameter.Low, parameter.High), StringComparer.Ordinal);

    private static WorkDiffReport.ParameterChange Parameter(string name, WorkDiffReport.Interval? before, WorkDiffReport.Interval? after) =>
        new(name, before, after, before is not null && after is not null && before.Holds(after.Value) && after.Holds(before.Value));

    private static WorkDiffReport.MixSide? Side(Mix? mix) => mix is null
        ? null
        : new WorkDiffReport.MixSide(
            mix.BudgetTokens,
            new WorkDiffReport.Interval(mix.Loss, mix.LossLow, mix.LossHigh),
            mix.ProbabilityBest,
            new SortedDictionary<string, double>(mix.Pools.ToDictionary(pool => pool.Name, pool => pool.Epochs), StringComparer.Ordinal),
            [.. mix.Labels.Select(label => JsonNamingPolicy.CamelCase.ConvertName(label.ToString()))]);

    private static WorkDiffReport.DatasetSize? Size(DatasetManifest? manifest) =>
        manifest is null ? null : new WorkDiffReport.DatasetSize(manifest.Parts.Count, manifest.Documents, manifest.UniqueTokens, manifest.TrainingTokens);
}
