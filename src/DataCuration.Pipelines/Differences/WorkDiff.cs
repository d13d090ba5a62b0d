using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Differences;

/// <summary>
/// Compares two work directories from what their finished tasks recorded, whether the runs ended or not. Reads only. Memory: one shard's documents, at most
/// about a million at once, whatever the size of the works.
/// </summary>
public static class WorkDiff
{
    /// <summary>What changed from one work directory to another.</summary>
    /// <param name="before">The first work directory.</param>
    /// <param name="after">The second.</param>
    /// <param name="examples">Documents to name of each kind of change; at least 0.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DiagnosticException">DC3042: one is no work directory. DC1040, DC2120, DC4031: a file of one is damaged.</exception>
    public static Task<WorkDiffReport> CompareAsync(string before, string after, int examples, CancellationToken cancellationToken) =>
        CompareAsync(before, after, examples, DocumentDiff.DocumentsPerPass, cancellationToken);

    internal static async Task<WorkDiffReport> CompareAsync(string before, string after, int examples, int documentsPerPass, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(examples);
        DiffSide left = new(before);
        DiffSide right = new(after);
        WorkDiffReport report = new()
        {
            Before = left.Work.Root,
            After = right.Work.Root,
            IsEqual = false,
            Recipe = Options(left.Recipe, right.Recipe),
            Inputs = Inputs(left.Inputs(), right.Inputs()),
            Stages = Stages(left, right),
            Documents = left.HasPools && right.HasPools
                ? await DocumentDiff.CompareAsync(left, right, examples, documentsPerPass, cancellationToken).ConfigureAwait(false)
                : null,
            Pools = ResultDiff.Pools(await ResultFiles.PoolsAsync(left, cancellationToken).ConfigureAwait(false), await ResultFiles.PoolsAsync(right, cancellationToken).ConfigureAwait(false)),
            Law = ResultDiff.Law(await ResultFiles.LawAsync(left, cancellationToken).ConfigureAwait(false), await ResultFiles.LawAsync(right, cancellationToken).ConfigureAwait(false)),
            Mix = ResultDiff.Mix(await ResultFiles.MixAsync(left, cancellationToken).ConfigureAwait(false), await ResultFiles.MixAsync(right, cancellationToken).ConfigureAwait(false)),
            Dataset = ResultDiff.Dataset(
                await ResultFiles.DatasetAsync(left, cancellationToken).ConfigureAwait(false), await ResultFiles.DatasetAsync(right, cancellationToken).ConfigureAwait(false)),
        };
        return report with { IsEqual = IsEqual(report) };
    }

    internal static IReadOnlyList<WorkDiffReport.OptionChange> Options(Recipe before, Recipe after)
    {
        SortedDictionary<string, string> left = JsonLeaves.Of(RecipeWriter.ToCanonicalJson(before));
        SortedDictionary<string, string> right = JsonLeaves.Of(RecipeWriter.ToCanonicalJson(after));
        return [.. left.Keys.Union(right.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(path => new WorkDiffReport.OptionChange(path, left.GetValueOrDefault(path), right.GetValueOrDefault(path)))
            .Where(change => change.Before != change.After)];
    }

    private static WorkDiffReport.InputChanges Inputs(SortedDictionary<string, string> before, SortedDictionary<string, string> after) => new(
        before.Count(input => after.GetValueOrDefault(input.Key) == input.Value),
        [.. before.Where(input => after.TryGetValue(input.Key, out string? hash) && hash != input.Value).Select(input => input.Key)],
        [.. after.Keys.Where(name => !before.ContainsKey(name))],
        [.. before.Keys.Where(name => !after.ContainsKey(name))]);

    private static IReadOnlyList<WorkDiffReport.StageChange> Stages(DiffSide before, DiffSide after) =>
        [.. before.Stages.Union(after.Stages, StringComparer.Ordinal)
            .Where(stage => stage != StageNames.Report)
            .Select(stage => new WorkDiffReport.StageChange(stage, CountsOf(before, stage), CountsOf(after, stage)))
            .Where(change => !AreEqual(change.Before, change.After))];

    private static TaskCounts? CountsOf(DiffSide side, string stage) =>
        side.Records(stage) is { Count: > 0 } records ? TaskCounts.Sum(records.Select(record => record.Counts)) : null;

    // Records compare dictionaries by reference.
    private static bool AreEqual(TaskCounts? before, TaskCounts? after) =>
        before is null || after is null
            ? before is null && after is null
            : before with { Reasons = after.Reasons } == after && before.Reasons.SequenceEqual(after.Reasons);

    private static bool IsEqual(WorkDiffReport report) =>
        report.Recipe.Count == 0
        && report.Inputs is { Changed.Count: 0, Added.Count: 0, Removed.Count: 0 }
        && report.Stages.Count == 0
        && report.Documents is null or { IsEqual: true }
        && report.Pools.All(pool => pool.Before == pool.After)
        && report.Law is null or { IsEqual: true }
        && report.Mix is null or { IsEqual: true }
        && report.Dataset is null or { IsEqual: true };
}
