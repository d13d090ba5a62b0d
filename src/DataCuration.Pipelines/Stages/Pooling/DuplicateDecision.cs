using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>
/// Chooses the copy of each cluster that stays, among the documents that passed the rules. Clusters themselves do not depend on rules,
/// so a changed threshold re-decides in one scan. Deterministic; O(n log n) in the documents that share a cluster.
/// </summary>
internal static class DuplicateDecision
{
    public static void Apply(DecisionTable table, KeepPolicy policy)
    {
        // A cluster is named after its smallest member, so whoever bears another name shares one with the document of that name.
        HashSet<DocumentId> shared = [];
        for (int row = 0; row < table.Count; row++)
        {
            if (table.Clusters[row] != table.Ids[row])
            {
                shared.Add(table.Clusters[row]);
            }
        }

        int[] order = Enumerable.Range(0, table.Count).Where(row => shared.Contains(table.Clusters[row])).ToArray();
        Array.Sort(order, (left, right) =>
        {
            int byCluster = table.Clusters[left].CompareTo(table.Clusters[right]);
            return byCluster != 0 ? byCluster : table.Ids[left].CompareTo(table.Ids[right]);
        });
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && table.Clusters[order[end]] == table.Clusters[order[start]])
            {
                end++;
            }

            if (end - start > 1)
            {
                DecideCluster(table, policy, order.AsSpan(start, end - start));
            }
        }
    }

    private static void DecideCluster(DecisionTable table, KeepPolicy policy, ReadOnlySpan<int> rows)
    {
        ClusterMember[] members = new ClusterMember[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            members[i] = new ClusterMember(table.Ids[row], table.TextBytes[row], table.KeepScores[row], table.Outcomes[row] == DocumentOutcome.Kept);
        }

        if (DuplicateResolver.Resolve(members, policy) is not { } survivor)
        {
            return;
        }

        foreach (int row in rows)
        {
            if (row != rows[survivor] && table.Outcomes[row] == DocumentOutcome.Kept)
            {
                table.Outcomes[row] = DocumentOutcome.Duplicate;
                table.Survivors[row] = rows[survivor];
            }
        }
    }
}
