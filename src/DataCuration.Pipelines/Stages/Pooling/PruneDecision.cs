using DataCuration.Deduplication.Semantic;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>
/// Prunes among the documents that passed the rules and are no duplicates. A document goes as a semantic duplicate only when the one that it resembles
/// stays, or the copy that stays in that one's place does: none goes in favour of a document that leaves. Then a share is kept by distance.
/// Deterministic; O(n log n).
/// </summary>
internal static class PruneDecision
{
    /// <summary>The rule of semantic duplicates.</summary>
    public const string SemanticRule = "prune.semantic";

    /// <summary>The rule of the selection by distance.</summary>
    public const string PrototypesRule = "prune.prototypes";

    public static void Apply(DecisionTable table, PruneOptions? options, ulong seed)
    {
        if (options is null)
        {
            return;
        }

        if (options.Semantic is { } semantic)
        {
            DropDuplicates(table, semantic.Mode);
        }

        if (options.Prototypes is { } prototypes)
        {
            Select(table, prototypes, seed);
        }
    }

    private static void DropDuplicates(DecisionTable table, SemanticMode mode)
    {
        Dictionary<DocumentId, int> rows = [];
        HashSet<DocumentId> twins = [.. table.Prune.Where(prune => prune.Twin is not null).Select(prune => prune.Twin!.Value)];
        for (int row = 0; row < table.Count; row++)
        {
            if (twins.Contains(table.Ids[row]))
            {
                rows[table.Ids[row]] = row;
            }
        }

        // With `chain` the twin may be one that goes too; judged by what was kept before any of them went.
        bool[] isReliedOn = new bool[table.Count], wasKept = [.. table.Outcomes.Select(outcome => outcome == DocumentOutcome.Kept)];
        foreach (int row in table.KeptSourceRows().ToArray())
        {
            if (table.Prune[row].Twin is not { } twin || (isReliedOn[row] && mode == SemanticMode.Greedy))
            {
                continue;
            }

            int other = rows[twin];
            other = table.Outcomes[other] == DocumentOutcome.Duplicate ? table.Survivors[other] : other;
            bool stays = mode == SemanticMode.Chain ? wasKept[other] : table.Outcomes[other] == DocumentOutcome.Kept;
            if (other != row && stays)
            {
                table.Outcomes[row] = DocumentOutcome.Pruned;
                table.Survivors[row] = other;
                isReliedOn[other] = true;
            }
        }
    }

    private static void Select(DecisionTable table, PrototypeOptions options, ulong seed)
    {
        int[] rows = [.. table.KeptSourceRows()];
        Dictionary<string, int> sources = new(StringComparer.Ordinal);
        bool[] stays = PrototypeSelection.Select(
            [.. rows.Select(row => table.Prune[row].Distance)],
            [.. rows.Select(row => table.Ids[row])],
            [.. rows.Select(row => options.Groups == PrototypeGroups.Cluster ? table.Prune[row].Cluster : NumberOf(table.Prune[row].Source))],
            options,
            seed);
        for (int i = 0; i < rows.Length; i++)
        {
            if (!stays[i])
            {
                table.Outcomes[rows[i]] = DocumentOutcome.Pruned;
            }
        }

        int NumberOf(string source) => sources.TryGetValue(source, out int number) ? number : sources[source] = sources.Count;
    }
}
