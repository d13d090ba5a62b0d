using DataCuration.Deduplication.Clusters;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>Counts clusters by size. Clusters above 100 are where global deduplication does its harm or its good (Penedo et al. 2024, section 3.4).</summary>
internal static class ClusterHistogram
{
    private static readonly (string Name, int Most)[] Classes = [("1", 1), ("2", 2), ("3-10", 10), ("11-100", 100), ("101-1000", 1000), (">1000", int.MaxValue)];

    public static IReadOnlyDictionary<string, long> Of(DuplicateClusters clusters)
    {
        long[] counts = new long[Classes.Length];
        counts[0] = clusters.ClusterCount;
        foreach (ReadOnlyMemory<int> group in clusters.Groups())
        {
            counts[0]--;
            counts[Array.FindIndex(Classes, each => group.Length <= each.Most)]++;
        }

        return Classes.Select((each, i) => KeyValuePair.Create(each.Name, counts[i])).ToDictionary();
    }
}
