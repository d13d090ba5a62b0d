using DataCuration.Documents;

namespace DataCuration.Deduplication.Clusters;

/// <summary>
/// The clusters of a store's documents, by row. Immutable; safe for concurrent use. Every document is in one cluster, alone or not.
/// </summary>
public sealed class DuplicateClusters
{
    private readonly SignatureStore _store;
    private readonly int[] _rows;
    private readonly int[] _ranks;
    private readonly int[] _roots;
    private readonly int[] _sizes;
    private readonly NearestNeighbours _neighbours;
    private readonly int _exactStrength;

    internal DuplicateClusters(Search search)
    {
        _store = search.Store;
        _rows = search.Rows;
        _neighbours = search.Neighbours;
        _exactStrength = search.ExactStrength;
        _ranks = new int[_rows.Length];
        _roots = new int[_rows.Length];
        _sizes = new int[_rows.Length];
        for (int rank = 0; rank < _rows.Length; rank++)
        {
            _ranks[_rows[rank]] = rank;
            _roots[rank] = search.Sets.Find(rank);
            _sizes[_roots[rank]]++;
            ClusterCount += _roots[rank] == rank ? 1 : 0;
        }

        ComparedPairs = search.ComparedPairs;
        AcceptedPairs = search.AcceptedPairs;
        LargeBuckets = search.LargeBuckets;
    }

    /// <summary>Number of documents.</summary>
    public int DocumentCount => _rows.Length;

    /// <summary>Number of clusters, those of one document included.</summary>
    public int ClusterCount { get; }

    /// <summary>Candidate pairs compared; a pair counts once for every bucket that proposed it.</summary>
    public long ComparedPairs { get; }

    /// <summary>Those of <see cref="ComparedPairs"/> that became edges.</summary>
    public long AcceptedPairs { get; }

    /// <summary>Buckets too large to be chance, in order of band and id. Show them: they are templates, boilerplate or a wrong option.</summary>
    public IReadOnlyList<LargeBucket> LargeBuckets { get; }

    /// <summary>The smallest document id of the row's cluster; the document's own id when it is alone.</summary>
    public DocumentId ClusterIdAt(int row) => _store.IdAt(_rows[_roots[_ranks[row]]]);

    /// <summary>Number of documents in the row's cluster, at least 1.</summary>
    public int ClusterSizeAt(int row) => _sizes[_roots[_ranks[row]]];

    /// <summary>The most similar document that shares a verified edge with this one (ties: the smaller id); null when it is alone.</summary>
    public DuplicateEdge? NearestAt(int row)
    {
        (int neighbour, int strength) = _neighbours.At(_ranks[row]);
        if (neighbour < 0)
        {
            return null;
        }

        return strength == _exactStrength
            ? new DuplicateEdge(_rows[neighbour], 1, DuplicateKind.Exact)
            : new DuplicateEdge(_rows[neighbour], (double)strength / _store.SignatureLength, DuplicateKind.MinHash);
    }

    /// <summary>The rows of each cluster of at least two documents: clusters in order of their ids, rows in order of the documents' ids.</summary>
    public IEnumerable<ReadOnlyMemory<int>> Groups()
    {
        // Counting sort of the ranks by root keeps the ranks of a cluster ascending.
        int[] next = new int[_rows.Length];
        int total = 0;
        for (int root = 0; root < next.Length; root++)
        {
            next[root] = total;
            total += _sizes[root] > 1 ? _sizes[root] : 0;
        }

        int[] members = new int[total];
        for (int rank = 0; rank < _rows.Length; rank++)
        {
            if (_sizes[_roots[rank]] > 1)
            {
                members[next[_roots[rank]]++] = _rows[rank];
            }
        }

        for (int start = 0; start < total;)
        {
            int size = ClusterSizeAt(members[start]);
            yield return members.AsMemory(start, size);
            start += size;
        }
    }
}
