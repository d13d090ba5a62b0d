// Which copy datatrove 0.10 keeps: the root of a union by size, so it depends on the order in which pairs are united: bucket by bucket, neighbours
// with equal hashes in the order (hashes, file, document). Only documents of clusters matter, and clusters do not influence each other, so the
// bucket files of the documents in clusters are made again, sorted on disk, and united in that order.
// Memory: 8 bytes a document in a candidate pair, and the sorter's share. Cost: 14 records of 72 bytes a document in a cluster.
using System.Runtime.InteropServices;
using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.Sorting;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>Finds the documents that datatrove keeps of clusters that were found with its hashes and no verification. Pure but for its scratch files.</summary>
public static class DatatroveSurvivors
{
    /// <summary>For each document that was in a candidate pair, by its member number, the row that stays in its place; its own when it stays.</summary>
    /// <param name="store">The store that was clustered; its rows are in datatrove's order of files and documents.</param>
    /// <param name="clusters">Its clusters.</param>
    public static int[] RootsOf(SketchStore store, DuplicateClusters clusters)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(clusters);
        int[] parents = new int[clusters.MemberCount], sizes = new int[clusters.MemberCount], rows = new int[clusters.MemberCount];
        Array.Fill(sizes, 1);
        using ExternalSorter<DatatroveBandRow> buckets = new(store.Folder, "datatrove", store.MemoryBytes / 8);
        using (FeatureFileReader features = new(store.FeatureFiles, SketchStore.Stage))
        {
            for (int row = 0; features.TryRead(out ReadOnlySpan<uint> signature); row++)
            {
                if (clusters.MemberAt(row) is >= 0 and int member)
                {
                    parents[member] = member;
                    rows[member] = row;
                    if (clusters.ClusterSizeAt(row) > 1)
                    {
                        Add(buckets, MemoryMarshal.Cast<uint, ulong>(signature), row);
                    }
                }
            }
        }

        using (SortedRecords<DatatroveBandRow> sorted = buckets.Read())
        {
            DatatroveBandRow previous = default;
            for (bool isFirst = true; sorted.MoveNext(); isFirst = false)
            {
                if (!isFirst && sorted.Current.HasHashesOf(previous))
                {
                    Union(clusters.MemberAt(previous.Row), clusters.MemberAt(sorted.Current.Row), parents, sizes);
                }

                previous = sorted.Current;
            }
        }

        return [.. Enumerable.Range(0, parents.Length).Select(member => rows[Find(member, parents)])];
    }

    private static void Add(ExternalSorter<DatatroveBandRow> buckets, ReadOnlySpan<ulong> signature, int row)
    {
        for (int bucket = 0; bucket < DatatroveMinHasher.Buckets; bucket++)
        {
            buckets.Add(new DatatroveBandRow(bucket, signature.Slice(bucket * DatatroveMinHasher.HashesPerBucket, DatatroveMinHasher.HashesPerBucket), row));
        }
    }

    private static int Find(int member, int[] parents)
    {
        while (parents[member] != member)
        {
            member = parents[member] = parents[parents[member]];
        }

        return member;
    }

    private static void Union(int left, int right, int[] parents, int[] sizes)
    {
        left = Find(left, parents);
        right = Find(right, parents);
        if (left == right)
        {
            return;
        }

        // The first one's root stays above when the sets are equal.
        (int above, int below) = sizes[left] < sizes[right] ? (right, left) : (left, right);
        parents[below] = above;
        sizes[above] += sizes[below];
    }
}
