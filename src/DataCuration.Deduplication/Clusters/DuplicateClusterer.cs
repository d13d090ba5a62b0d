// From exact hashes and signatures to clusters of duplicates.
// 1. Documents with equal exact hashes are always one cluster; the smallest id stands for all of them below.
// 2. Per band, sorting by (key, id) brings each bucket together. Candidate pairs are each member with the bucket's first two (star,
//    as in NeMo Curator) and with its predecessor (chain): at most 3 a member instead of all pairs.
// 3. A pair becomes an edge when the share of equal values in the whole signature reaches the threshold (or always, as FineWeb does).
//    With FineWeb's bands and threshold 0.75 that accepts 0.04 % of pairs at Jaccard 0.6 (21 % unverified) and 87 % at 0.8 (92 %).
// 4. Clusters are the components of the verified edges, never of the candidates.
// What can be missed: B and C alike, but neither like the bucket's first two nor next to each other in any of their buckets.
// Equal pairs of several buckets are verified again instead of remembered: 20 ns each, and memory stays a constant a document.
// Cost: O(bands * n log n). Union-find and nearest neighbours are order-free, so bands run in parallel with the same result.
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Clusters;

/// <summary>Finds the clusters of duplicates among all documents. Immutable; the result depends on the set of rows only.</summary>
public sealed class DuplicateClusterer
{
    /// <summary>Version of the candidate and edge rules: clusters of different versions may differ.</summary>
    public const string AlgorithmVersion = "1";

    /// <summary>Buckets above this size are reported. They are still joined: the cost is linear, and verified edges cannot merge strangers.</summary>
    public const int LargeBucketSize = 100_000;

    private readonly MinHashOptions? _options;
    private readonly int _threads;

    /// <summary>A clusterer.</summary>
    /// <param name="options">Bands, rows, verification and threshold; null to join exact duplicates only.</param>
    /// <param name="threads">Bands sorted at once, at least 1; does not change the result.</param>
    public DuplicateClusterer(MinHashOptions? options, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _options = options;
        _threads = threads;
    }

    /// <summary>
    /// The most memory that the store and the clustering of this many documents take, in bytes: the store's 41 + 4k, 52 for order, sets,
    /// neighbours and result, and 12 for each band in progress; 565 a document with the defaults and two threads.
    /// </summary>
    public static long EstimateBytes(long documents, MinHashOptions? options, int threads)
    {
        int signatureLength = options is null ? 0 : options.Bands * options.Rows;
        int bandsAtOnce = Math.Max(1, Math.Min(threads, options?.Bands ?? 1));
        return documents * (SignatureStore.BytesPerDocument(signatureLength) + 52 + (12L * bandsAtOnce));
    }

    /// <summary>Clusters the store's documents.</summary>
    /// <exception cref="ArgumentException">An id occurs twice, or the signatures are not as long as the options say.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public DuplicateClusters Cluster(SignatureStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (_options is not null && _options.Bands * _options.Rows != store.SignatureLength)
        {
            throw new ArgumentException(
                $"The store's signatures have {store.SignatureLength} values; {_options.Bands} bands of {_options.Rows} rows need "
                + $"{_options.Bands * _options.Rows}.",
                nameof(store));
        }

        int[] rows = RowsInIdOrder(store);
        Search search = new(store, rows);
        int[] texts = JoinExactCopies(search);
        if (_options is not null)
        {
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = _threads, CancellationToken = cancellationToken };
            Parallel.For(0, _options.Bands, parallel, band => JoinBuckets(search, texts, band, _options, cancellationToken));
        }

        return new DuplicateClusters(search);
    }

    private static int[] RowsInIdOrder(SignatureStore store)
    {
        DocumentId[] ids = new DocumentId[store.Count];
        int[] rows = new int[store.Count];
        for (int row = 0; row < rows.Length; row++)
        {
            ids[row] = store.IdAt(row);
            rows[row] = row;
        }

        Array.Sort(ids, rows);
        for (int i = 1; i < ids.Length; i++)
        {
            if (ids[i] == ids[i - 1])
            {
                throw new ArgumentException($"Document {ids[i]} occurs twice in the store.", nameof(store));
            }
        }

        return rows;
    }

    /// <summary>Joins exact copies; returns the ranks of the different texts that have a signature.</summary>
    private static int[] JoinExactCopies(Search search)
    {
        SignatureStore store = search.Store;
        int[] rows = search.Rows;
        int[] hashed = [.. Enumerable.Range(0, rows.Length).Where(rank => store.ExactHashAt(rows[rank]) is not null)];
        foreach (ReadOnlyMemory<int> bucket in Buckets.Find(hashed, rank => store.ExactHashAt(rows[rank])!.Value))
        {
            ReadOnlySpan<int> copies = bucket.Span;
            foreach (int copy in copies[1..])
            {
                search.Join(copies[0], copy, search.ExactStrength);
            }
        }

        return [.. Enumerable.Range(0, rows.Length).Where(rank => search.Sets.Find(rank) == rank && !store.SignatureAt(rows[rank]).IsEmpty)];
    }

    private static void JoinBuckets(Search search, int[] texts, int band, MinHashOptions options, CancellationToken cancellationToken)
    {
        UInt128 KeyOf(int rank) => MinHasher.BandKey(search.SignatureOf(rank).Slice(band * options.Rows, options.Rows), band);

        long pairs = 0, edges = 0;
        foreach (ReadOnlyMemory<int> bucket in Buckets.Find(texts, KeyOf))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> members = bucket.Span;
            if (members.Length > LargeBucketSize)
            {
                search.Report(new LargeBucket(band, members.Length, search.Store.IdAt(search.Rows[members[0]])));
            }

            for (int i = 1; i < members.Length; i++)
            {
                Consider(members[0], members[i]);
                if (i > 1)
                {
                    Consider(members[1], members[i]);
                }

                if (i > 2)
                {
                    Consider(members[i - 1], members[i]);
                }
            }
        }

        search.Count(pairs, edges);

        void Consider(int left, int right)
        {
            int equal = SignatureStore.CountEqual(search.SignatureOf(left), search.SignatureOf(right));
            pairs++;
            if (options.Verify == EdgeVerification.None || (double)equal / search.Store.SignatureLength >= options.Threshold)
            {
                edges++;
                search.Join(left, right, equal);
            }
        }
    }
}
