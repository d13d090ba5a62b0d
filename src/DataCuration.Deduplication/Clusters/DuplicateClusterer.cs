// From sketches to clusters of duplicates, within a memory limit.
// 1. Documents with equal exact hashes are always one cluster; the smallest id stands for all of them below.
// 2. Sorting the band keys brings each bucket together. Candidate pairs are each member with the bucket's first two (star) and with its
//    predecessor (chain): at most 3 a member instead of all pairs; sorted, so that a pair of several buckets is verified once.
// 3. A pair becomes an edge when EdgeTest accepts it (or always, as FineWeb does). With FineWeb's bands and the signature at 0.75
//    that accepts 0.04 % of pairs at Jaccard 0.6 (21 % unverified) and 87 % at 0.8 (92 %).
// 4. Clusters are the components of the verified edges, never of the candidates.
// What can be missed: B and C alike, but neither like the bucket's first two nor next to each other in any of their buckets.
// Memory: 8 bytes a document (order of ids), 4 bits a document (copies and candidates), 52 bytes a document in a candidate pair, and the
// sorters' share of the limit. Everything else is on disk and read in order. Cost: O(bands * n log n), dominated by sorting the keys.
using DataCuration.Deduplication.Sorting;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Clusters;

/// <summary>Finds the clusters of duplicates among all documents of a store. Immutable; the result depends on the set of documents only.</summary>
public sealed class DuplicateClusterer
{
    /// <summary>Version of the candidate and edge rules: clusters of different versions may differ.</summary>
    public const string AlgorithmVersion = "2";

    /// <summary>Buckets above this size are reported. They are still joined: the cost is linear, and verified edges cannot merge strangers.</summary>
    public const int LargeBucketSize = 100_000;

    private readonly EdgeTest? _test;

    /// <summary>A clusterer.</summary>
    /// <param name="options">Verification and threshold; null to join exact duplicates only.</param>
    public DuplicateClusterer(MinHashOptions? options) =>
        _test = options is null ? null : new EdgeTest(options.Verify, options.Threshold, options.Profile == MinHashProfiles.Datatrove);

    /// <summary>
    /// The least memory that clustering this many documents takes, in bytes: 8.5 a document, 52 for each in a candidate pair (here: one in
    /// four), and 64 MiB of buffers. More memory means fewer passes over the disk.
    /// </summary>
    public static long EstimateBytes(long documents) => (64L << 20) + (documents * 43 / 2);

    /// <summary>Clusters the store's documents; no document can be added to the store afterwards.</summary>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    /// <exception cref="DiagnosticException">DC1072: an intermediate file is damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public DuplicateClusters Cluster(SketchStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        cancellationToken.ThrowIfCancellationRequested();
        store.Complete();
        int[] rows = new int[store.Count], ranks = new int[store.Count];
        OrderById(store, rows, ranks);

        CandidatePairs buckets = new(ranks, store.ReferenceCount);
        RowSet copies = new(store.Count), members = new(store.Count);
        string exactFile = Path.Combine(store.Folder, "exact-pairs.bin"), candidateFile = Path.Combine(store.Folder, "candidates.bin");
        try
        {
            FindExactCopies(store, buckets, copies, members, exactFile, cancellationToken);
            long candidates = FindCandidates(store, buckets, copies, members, candidateFile, cancellationToken);
            members.Freeze();
            EdgeSets sets = new(members, ranks);
            using (RecordFileReader<RowPair> exactPairs = new(exactFile, SketchStore.Stage))
            {
                sets.JoinAll(exactPairs);
            }

            long accepted = _test is null ? 0 : new PairVerification(store, _test, store.MemoryBytes / 4).Run(candidateFile, sets.Join, cancellationToken);
            return new DuplicateClusters(store, sets, rows, ranks, candidates, accepted, [.. buckets.LargeBuckets]);
        }
        finally
        {
            File.Delete(exactFile);
            File.Delete(candidateFile);
        }
    }

    private static void OrderById(SketchStore store, int[] rows, int[] ranks)
    {
        using SortedRecords<KeyedRow> ids = store.Ids.Read();
        KeyedRow previous = default;
        int rank = 0;
        for (ReadOnlySpan<KeyedRow> block; (block = ids.ReadBlock()).Length > 0;)
        {
            foreach (ref readonly KeyedRow id in block)
            {
                if (rank > 0 && id.HasKeyOf(previous))
                {
                    throw new ArgumentException($"Document {new DocumentId(previous.Key)} occurs twice in the store.", nameof(store));
                }

                previous = id;
                rows[rank] = id.Row;
                ranks[id.Row] = rank++;
            }
        }
    }

    private static void FindExactCopies(
        SketchStore store, CandidatePairs buckets, RowSet copies, RowSet members, string path, CancellationToken cancellationToken)
    {
        using RecordFileWriter<RowPair> pairs = new(path);
        using SortedRecords<KeyedRow> keys = store.ExactKeys.ReadJoined(KeyedRow.CompareKeys);
        buckets.ForEachGroup(
            keys,
            null,
            group =>
            {
                ReadOnlySpan<int> rows = group.Span;
                members.Add(rows[0]);
                foreach (int copy in rows[1..])
                {
                    members.Add(copy);
                    copies.Add(copy);
                    pairs.Add(new RowPair(rows[0], copy));
                }
            },
            cancellationToken);
        pairs.Complete();
    }

    private static long FindCandidates(
        SketchStore store, CandidatePairs buckets, RowSet copies, RowSet members, string path, CancellationToken cancellationToken)
    {
        using ExternalSorter<RowPair> pairs = new(store.Folder, "pairs", store.MemoryBytes / 8);
        using (SortedRecords<KeyedRow> keys = store.BandKeys.ReadJoined(KeyedRow.CompareKeys))
        {
            buckets.ForEachGroup(keys, copies, group => buckets.PairsOf(group.Span, pairs), cancellationToken);
        }

        using RecordFileWriter<RowPair> candidates = new(path);
        using SortedRecords<RowPair> sorted = pairs.Read();
        RowPair previous = new(-1, -1);
        while (sorted.MoveNext())
        {
            if (sorted.Current != previous)
            {
                previous = sorted.Current;
                members.Add(previous.Left);
                members.Add(previous.Right);
                candidates.Add(previous);
            }
        }

        candidates.Complete();
        return candidates.Count;
    }
}
