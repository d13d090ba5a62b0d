using DataCuration.Deduplication.Survivors;
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>
/// Chooses, of the documents with one address that passed the rules, the one that stays; before duplicates by text, so that their survivors are among these.
/// Deterministic; O(n log n) in the documents that share an address.
/// </summary>
internal static class UrlDecision
{
    /// <summary>The rule of a document whose address another has.</summary>
    public const string Rule = "deduplicate.url";

    public static void Apply(DecisionTable table, UrlDuplicateOptions? options, KeepPolicy policy)
    {
        if (options is null)
        {
            return;
        }

        IEnumerable<IGrouping<UInt128, int>> groups = table.KeptSourceRows()
            .Where(row => table.UrlKeys[row] is not null)
            .GroupBy(row => table.UrlKeys[row]!.Value)
            .Where(group => group.Skip(1).Any());
        foreach (int[] rows in groups.Select(group => group.OrderBy(row => table.Ids[row]).ToArray()).ToArray())
        {
            double newest = rows.Max(row => double.IsNaN(table.Dates[row]) ? double.NegativeInfinity : table.Dates[row]);
            bool MayStay(int row) => options.Copy == UrlKeep.Policy || double.IsNegativeInfinity(newest) || table.Dates[row] == newest;
            ClusterMember[] members = [.. rows.Select(row => new ClusterMember(table.Ids[row], table.TextBytes[row], table.KeepScores[row], MayStay(row)))];
            if (DuplicateResolver.Resolve(members, policy) is { } survivor)
            {
                foreach (int row in rows.Where(row => row != rows[survivor]))
                {
                    table.Outcomes[row] = DocumentOutcome.Duplicate;
                    table.Survivors[row] = rows[survivor];
                }
            }
        }
    }

    /// <summary>The document left because of its address.</summary>
    public static bool IsReason(DecisionTable table, int row) =>
        table.UrlKeys.Count > 0 && table.UrlKeys[row] is { } key && table.Survivors[row] >= 0 && table.UrlKeys[table.Survivors[row]] == key;
}
