using DataCuration.Documents;

namespace DataCuration.Deduplication.Clustering;

/// <summary>Union-find over verified edges (path halving; the smaller number is the root), with each document's most similar neighbour.</summary>
internal sealed class EdgeCollector
{
    private readonly int[] _parent;
    private readonly int[] _neighbour;
    private readonly double[] _similarity;

    public EdgeCollector(int count)
    {
        _parent = Enumerable.Range(0, count).ToArray();
        _neighbour = new int[count];
        Array.Fill(_neighbour, -1);
        _similarity = new double[count];
    }

    public void Add(int left, int right, double similarity)
    {
        Remember(left, right, similarity);
        Remember(right, left, similarity);
        int leftRoot = Find(left);
        int rightRoot = Find(right);
        _parent[Math.Max(leftRoot, rightRoot)] = Math.Min(leftRoot, rightRoot);
    }

    /// <summary>Results in the original order: <paramref name="rank"/> maps a document to its number here.</summary>
    public ClusteringResult ToResult(DocumentId[] ids, int[] rank, IReadOnlyCollection<string> largeBuckets)
    {
        int[] sizes = new int[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            sizes[Find(i)]++;
        }

        DuplicateCluster[] clusters = new DuplicateCluster[ids.Length];
        for (int document = 0; document < clusters.Length; document++)
        {
            int i = rank[document];
            int root = Find(i);
            clusters[document] = new DuplicateCluster(ids[root], sizes[root], _neighbour[i] < 0 ? null : ids[_neighbour[i]], _similarity[i]);
        }

        return new ClusteringResult(clusters, [.. largeBuckets]);
    }

    // The most similar neighbour, and of equally similar ones the smallest: independent of the order of edges.
    private void Remember(int document, int neighbour, double similarity)
    {
        if (_neighbour[document] < 0 || similarity > _similarity[document] || (similarity == _similarity[document] && neighbour < _neighbour[document]))
        {
            (_neighbour[document], _similarity[document]) = (neighbour, similarity);
        }
    }

    private int Find(int node)
    {
        while (_parent[node] != node)
        {
            _parent[node] = _parent[_parent[node]];
            node = _parent[node];
        }

        return node;
    }
}
