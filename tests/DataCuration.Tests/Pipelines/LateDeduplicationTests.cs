using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Tests.Pipelines;

/// <summary>
/// Deciding late equals deciding early: clusters of equal texts are found once over everything, the filters are masks, and the copy that stays is
/// chosen among those that passed. For 50 random filters on 100,000 documents that keeps, document for document, what filtering first and finding
/// the clusters of the rest keeps.
/// </summary>
public sealed class LateDeduplicationTests
{
    private const int Documents = 100_000;
    private const int Contents = 70_000;
    private const int Filters = 50;

    [Fact]
    public void Late_exact_deduplication_keeps_what_filtering_first_keeps()
    {
        Random random = new(20261127);
        DocumentId[] ids = new DocumentId[Documents];
        int[] contents = new int[Documents];
        double[][] columns = [new double[Documents], new double[Documents]];
        long[] bytes = new long[Documents];
        for (int i = 0; i < Documents; i++)
        {
            ids[i] = new DocumentId(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()));
            contents[i] = random.Next(Contents);
            columns[0][i] = random.NextDouble();
            columns[1][i] = random.NextDouble();
            bytes[i] = random.Next(1, 50);
        }

        DocumentId[] clusters = SmallestOf(ids, contents, Enumerable.Range(0, Documents));
        KeepPolicy policy = KeepPolicy.Parse("longest");
        for (int filter = 0; filter < Filters; filter++)
        {
            (double first, double second) = (random.NextDouble() * 0.9, random.NextDouble() * 0.9);
            int[] passed = [.. Enumerable.Range(0, Documents).Where(i => columns[0][i] >= first && columns[1][i] >= second)];

            DecisionTable late = TableOf(Enumerable.Range(0, Documents), ids, clusters, bytes);
            HashSet<int> survivors = [.. passed];
            for (int i = 0; i < Documents; i++)
            {
                late.Outcomes[i] = survivors.Contains(i) ? DocumentOutcome.Kept : DocumentOutcome.DroppedByRule;
            }

            DuplicateDecision.Apply(late, policy);

            // By itself: the longest text of each content among the survivors, the smallest id of several.
            Dictionary<int, int> best = [];
            foreach (int i in passed)
            {
                if (!best.TryGetValue(contents[i], out int other) || bytes[i] > bytes[other] || (bytes[i] == bytes[other] && ids[i] < ids[other]))
                {
                    best[contents[i]] = i;
                }
            }

            int[] kept = [.. Enumerable.Range(0, Documents).Where(i => late.Outcomes[i] == DocumentOutcome.Kept)];
            kept.SequenceEqual(best.Values.Order()).Should().BeTrue($"filter {filter}");
        }
    }

    private static DocumentId[] SmallestOf(DocumentId[] ids, int[] contents, IEnumerable<int> rows)
    {
        Dictionary<int, DocumentId> smallest = [];
        foreach (int row in rows)
        {
            smallest[contents[row]] = smallest.TryGetValue(contents[row], out DocumentId id) && id < ids[row] ? id : ids[row];
        }

        return [.. contents.Select(content => smallest[content])];
    }

    private static DecisionTable TableOf(IEnumerable<int> rows, DocumentId[] ids, DocumentId[] clusters, long[] bytes)
    {
        DecisionTable table = new();
        foreach (int row in rows)
        {
            table.Ids.Add(ids[row]);
            table.Clusters.Add(clusters[row]);
            table.PoolScores.Add(double.NaN);
            table.KeepScores.Add(double.NaN);
            table.SelectScores.Add(double.NaN);
            table.TextBytes.Add(bytes[row]);
            table.Tokens.Add(1);
            table.Outcomes.Add(DocumentOutcome.Kept);
            table.Survivors.Add(-1);
        }

        table.EndPart(isSynthetic: false);
        return table;
    }
}
