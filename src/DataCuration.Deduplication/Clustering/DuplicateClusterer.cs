// Duplicate clusters over verified edges. Most tools join all documents that share a band and take connected components, which wipes out whole
// sources through chains of unrelated documents; here an edge must hold in the whole signature before it joins anything.
// Candidates: in each run of equal band keys, sorted by id, an edge to the first two members and to the predecessor (methods as in NeMo's anchors and
// datatrove's chain). Union-find with path halving, the smallest id as root, so the result does not depend on the order of edges.
// Cost: bands sorts of n keys; memory BytesPerDocument.
using System.Globalization;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Clustering;

/// <summary>Joins duplicates into clusters. The result does not depend on the order of the documents.</summary>
public sealed class DuplicateClusterer
{
    /// <summary>A run of equal band keys longer than this is compared with its anchors and predecessors only, like any other, and is reported.</summary>
    public const int LargeBucket = 100_000;

    private readonly MinHashOptions? _options;
    private readonly List<DocumentId> _ids = [];
    private readonly List<UInt128?> _exact = [];
    private readonly List<uint[]?> _signatures = [];

    /// <summary>A clusterer; without MinHash options only exact duplicates are joined.</summary>
    public DuplicateClusterer(MinHashOptions? options) => _options = options;

    /// <summary>Bytes a document needs while clustering: signature, id, exact hash, sort keys of one band, parent, neighbour.</summary>
    public static long BytesPerDocument(MinHashOptions? options) => ((options?.Bands * options?.Rows * 4L) ?? 0) + 24 + 2 * (16 + 24 + 8) + 24 + 4 + 12;

    /// <summary>Adds a document.</summary>
    /// <param name="id">Unique.</param>
    /// <param name="exact">The exact hash; null when exact deduplication is off.</param>
    /// <param name="signature">The signature; null when there is none.</param>
    public void Add(DocumentId id, UInt128? exact, uint[]? signature)
    {
        _ids.Add(id);
        _exact.Add(exact);
        _signatures.Add(signature);
    }

    /// <summary>The clusters, one entry a document in the order they were added, and what was found on the way.</summary>
    public ClusteringResult Cluster(CancellationToken cancellationToken)
    {
        int count = _ids.Count;
        int[] order = Enumerable.Range(0, count).ToArray();
        Array.Sort(order, (left, right) => _ids[left].CompareTo(_ids[right]));
        int[] rank = new int[count];
        for (int i = 0; i < count; i++)
        {
            rank[order[i]] = i;
        }

        // From here on documents are numbered in the order of their ids, so "smaller number" is "smaller id".
        EdgeCollector edges = new(count);
        JoinExact(order, edges);
        SortedSet<string> largeBuckets = new(StringComparer.Ordinal);
        if (_options is not null)
        {
            JoinBands(order, edges, largeBuckets, cancellationToken);
        }

        return edges.ToResult(order.Select(document => _ids[document]).ToArray(), rank, largeBuckets);
    }

    private void JoinExact(int[] order, EdgeCollector edges)
    {
        Dictionary<UInt128, int> first = [];
        for (int i = 0; i < order.Length; i++)
        {
            if (_exact[order[i]] is { } hash && !first.TryAdd(hash, i))
            {
                edges.Add(first[hash], i, 1);
            }
        }
    }

    private void JoinBands(int[] order, EdgeCollector edges, SortedSet<string> largeBuckets, CancellationToken cancellationToken)
    {
        MinHasher hasher = new(_options!);
        int[] members = Enumerable.Range(0, order.Length).Where(i => _signatures[order[i]] is not null).ToArray();
        UInt128[] keys = new UInt128[members.Length];
        for (int band = 0; band < _options!.Bands; band++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] sorted = members.ToArray();
            for (int i = 0; i < members.Length; i++)
            {
                keys[i] = hasher.BandKey(_signatures[order[members[i]]], band);
            }

            UInt128[] sortedKeys = keys.ToArray();
            Array.Sort(sortedKeys, sorted, Comparer<UInt128>.Default);
            for (int start = 0, end; start < sorted.Length; start = end)
            {
                end = start + 1;
                while (end < sorted.Length && sortedKeys[end] == sortedKeys[start])
                {
                    end++;
                }

                if (end - start > LargeBucket)
                {
                    largeBuckets.Add(string.Create(CultureInfo.InvariantCulture, $"band {band}: {end - start} documents"));
                }

                Array.Sort(sorted, start, end - start);
                JoinBucket(sorted.AsSpan(start, end - start), order, edges);
            }
        }
    }

    private void JoinBucket(ReadOnlySpan<int> bucket, int[] order, EdgeCollector edges)
    {
        for (int i = 1; i < bucket.Length; i++)
        {
            Verify(bucket[0], bucket[i], order, edges);
            if (i > 1)
            {
                Verify(bucket[1], bucket[i], order, edges);
            }

            if (i > 2)
            {
                Verify(bucket[i - 1], bucket[i], order, edges);
            }
        }
    }

    private void Verify(int left, int right, int[] order, EdgeCollector edges)
    {
        double similarity = SignatureSimilarity.Of(_signatures[order[left]], _signatures[order[right]]);
        if (_options!.Verify == EdgeVerification.None || similarity >= _options.Threshold)
        {
            edges.Add(left, right, similarity);
        }
    }
}
