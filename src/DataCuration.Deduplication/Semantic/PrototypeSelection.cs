// The prototype metric of Sorscher et al. 2022 (arXiv 2206.14486, section 6) and the second half of D4 (Tirumala et al. 2023, arXiv 2308.12284): documents near the
// centroid of their cluster are easy and alike, far ones hard. A share is kept by distance over all clusters together, while each group keeps a least
// share, so that no cluster or source is lost as a whole.
// Cost: two sorts.
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Semantic;

/// <summary>Selects documents by their distance to the centroid. Pure; independent of their order.</summary>
public static class PrototypeSelection
{
    /// <summary>True for each document that stays; always for one whose distance is NaN.</summary>
    /// <param name="distances">1 minus the similarity to the centroid.</param>
    /// <param name="ids">As many; distinct. Ties go by a hash of them.</param>
    /// <param name="groups">The group of each.</param>
    /// <param name="options">What stays.</param>
    /// <param name="seed">Splits ties.</param>
    public static bool[] Select(IReadOnlyList<double> distances, IReadOnlyList<DocumentId> ids, IReadOnlyList<int> groups, PrototypeOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(options);
        int[] rows = [.. Enumerable.Range(0, distances.Count).Where(row => !double.IsNaN(distances[row]))];
        bool[] stays = [.. distances.Select(double.IsNaN)];
        int wanted = (int)Math.Round(options.Keep * rows.Length);
        int[] best = BestFirst(rows, distances, ids, options.Direction, seed);
        int kept = 0;

        // The best of each group first, up to its floor; then the best of all.
        Dictionary<int, int> least = rows.GroupBy(row => groups[row]).ToDictionary(group => group.Key, group => (int)Math.Ceiling((options.Floor * options.Keep * group.Count()) - 1e-9));
        foreach (int row in best)
        {
            if (least[groups[row]] > 0)
            {
                least[groups[row]]--;
                stays[row] = true;
                kept++;
            }
        }

        foreach (int row in best.Where(row => !stays[row]).Take(Math.Max(0, wanted - kept)).ToArray())
        {
            stays[row] = true;
        }

        return stays;
    }

    private static int[] BestFirst(int[] rows, IReadOnlyList<double> distances, IReadOnlyList<DocumentId> ids, PrototypeDirection direction, ulong seed)
    {
        int[] byDistance = [.. rows.OrderBy(row => distances[row]).ThenBy(row => StableHash.Of(ids[row], seed)).ThenBy(row => ids[row])];
        return direction switch
        {
            PrototypeDirection.Near => byDistance,
            PrototypeDirection.Far => [.. byDistance.Reverse()],
            _ => [.. byDistance.Select((row, rank) => (Row: row, FromMiddle: Math.Abs((2 * rank) - (byDistance.Length - 1)), Rank: rank)).OrderBy(item => item.FromMiddle).ThenBy(item => item.Rank).Select(item => item.Row)],
        };
    }
}
