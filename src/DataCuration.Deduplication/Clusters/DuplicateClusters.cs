using DataCuration.Deduplication.Sorting;
using DataCuration.Documents;

namespace DataCuration.Deduplication.Clusters;

/// <summary>
/// The clusters of a store's documents, by row. Immutable; safe for concurrent use. Every document is in one cluster, alone or not; only
/// those that were in a candidate pair take memory.
/// </summary>
public sealed class DuplicateClusters
{
    private readonly RowSet _members;
    private readonly int[] _memberRows;
    private readonly DocumentId[] _ids;
    private readonly int[] _roots;
    private readonly int[] _firsts;
    private readonly int[] _sizes;
    private readonly int[] _neighbours;
    private readonly float[] _similarities;

    internal DuplicateClusters(
        SketchStore store, EdgeSets sets, int[] rows, int[] ranks, long comparedPairs, long acceptedPairs, IReadOnlyList<(int Size, int Row)> largeBuckets)
    {
        _members = sets.Members;
        int count = _members.Count;
        _memberRows = _members.ToArray();
        _ids = ReadIds(store, _members);
        _roots = new int[count];
        _firsts = new int[count];
        _sizes = new int[count];
        _neighbours = new int[count];
        _similarities = new float[count];
        DocumentCount = store.Count;
        ClusterCount = store.Count - count;
        Array.Fill(_firsts, -1);
        for (int i = 0; i < count; i++)
        {
            int root = _roots[i] = sets.RootOf(i);
            _sizes[root]++;
            _firsts[root] = _firsts[root] < 0 || ranks[_memberRows[i]] < ranks[_memberRows[_firsts[root]]] ? i : _firsts[root];
            ClusterCount += root == i ? 1 : 0;
            (int rank, _similarities[i]) = sets.NearestOf(i);
            _neighbours[i] = rank < 0 ? -1 : rows[rank];
        }

        ComparedPairs = comparedPairs;
        AcceptedPairs = acceptedPairs;
        LargeBuckets = [.. largeBuckets.Select(bucket => new LargeBucket(bucket.Size, IdAt(bucket.Row)!.Value)).OrderBy(bucket => bucket.First).Distinct()];
    }

    /// <summary>Number of documents.</summary>
    public int DocumentCount { get; }

    /// <summary>Number of clusters, those of one document included.</summary>
    public int ClusterCount { get; }

    /// <summary>Different candidate pairs that were compared; exact copies are not among them.</summary>
    public long ComparedPairs { get; }

    /// <summary>Those of <see cref="ComparedPairs"/> that became edges.</summary>
    public long AcceptedPairs { get; }

    /// <summary>Buckets too large to be chance, in order of id. Show them: they are templates, boilerplate or a wrong option.</summary>
    public IReadOnlyList<LargeBucket> LargeBuckets { get; }

    /// <summary>Documents that were in a candidate pair.</summary>
    public int MemberCount => _members.Count;

    /// <summary>The number, from 0, of a document that was in a candidate pair, for tables beside this one; -1 for others.</summary>
    public int MemberAt(int row) => _members.IndexOf(row);

    /// <summary>The smallest document id of the row's cluster; null when the document is alone.</summary>
    public DocumentId? ClusterIdAt(int row) => IsAlone(row, out int member) ? null : _ids[_firsts[_roots[member]]];

    /// <summary>Number of documents in the row's cluster, at least 1.</summary>
    public int ClusterSizeAt(int row) => IsAlone(row, out int member) ? 1 : _sizes[_roots[member]];

    /// <summary>The id of a document that was in a candidate pair; null for others.</summary>
    public DocumentId? IdAt(int row) => _members.IndexOf(row) is >= 0 and int member ? _ids[member] : null;

    /// <summary>The most similar document that shares a verified edge with this one (ties: the smaller id); null when it is alone.</summary>
    public DuplicateEdge? NearestAt(int row)
    {
        if (IsAlone(row, out int member))
        {
            return null;
        }

        return _similarities[member] == EdgeSets.Exact
            ? new DuplicateEdge(_neighbours[member], 1, DuplicateKind.Exact)
            : new DuplicateEdge(_neighbours[member], _similarities[member], DuplicateKind.MinHash);
    }

    /// <summary>The rows of each cluster of at least two documents: clusters in order of their ids, rows in order of the documents' ids.</summary>
    public IEnumerable<ReadOnlyMemory<int>> Groups()
    {
        int[] order = [.. Enumerable.Range(0, _roots.Length).Where(member => _sizes[_roots[member]] > 1)];
        Array.Sort(order, (left, right) =>
        {
            int byCluster = _ids[_firsts[_roots[left]]].CompareTo(_ids[_firsts[_roots[right]]]);
            return byCluster != 0 ? byCluster : _ids[left].CompareTo(_ids[right]);
        });
        for (int start = 0, size; start < order.Length; start += size)
        {
            size = _sizes[_roots[order[start]]];
            int[] rows = new int[size];
            for (int i = 0; i < size; i++)
            {
                rows[i] = _memberRows[order[start + i]];
            }

            yield return rows;
        }
    }

    private static DocumentId[] ReadIds(SketchStore store, RowSet members)
    {
        DocumentId[] ids = new DocumentId[members.Count];
        foreach (ReadOnlyMemory<KeyedRow> block in store.Ids.ReadBlocks())
        {
            foreach (ref readonly KeyedRow record in block.Span)
            {
                if (members.IndexOf(record.Row) is >= 0 and int member)
                {
                    ids[member] = new DocumentId(record.Key);
                }
            }
        }

        return ids;
    }

    private bool IsAlone(int row, out int member)
    {
        member = _members.IndexOf(row);
        return member < 0 || _sizes[_roots[member]] == 1;
    }
}
