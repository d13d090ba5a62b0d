using System.Collections.Concurrent;

namespace DataCuration.Deduplication.Clusters;

/// <summary>The state of one clustering, in ranks: a document's rank is its place in the order of ids. Safe for concurrent use.</summary>
internal sealed class Search(SignatureStore store, int[] rows)
{
    private readonly ConcurrentBag<LargeBucket> _largeBuckets = [];
    private long _comparedPairs;
    private long _acceptedPairs;

    public SignatureStore Store { get; } = store;

    /// <summary>The row of each rank.</summary>
    public int[] Rows { get; } = rows;

    public DisjointSets Sets { get; } = new(rows.Length);

    public NearestNeighbours Neighbours { get; } = new(rows.Length);

    /// <summary>Above every count of equal values: an exact copy is nearer than any similar text.</summary>
    public int ExactStrength => Store.SignatureLength + 1;

    public long ComparedPairs => Volatile.Read(ref _comparedPairs);

    public long AcceptedPairs => Volatile.Read(ref _acceptedPairs);

    /// <summary>In order of band and id.</summary>
    public IReadOnlyList<LargeBucket> LargeBuckets => [.. _largeBuckets.OrderBy(bucket => bucket.Band).ThenBy(bucket => bucket.First)];

    public ReadOnlySpan<uint> SignatureOf(int rank) => Store.SignatureAt(Rows[rank]);

    public void Join(int left, int right, int strength)
    {
        Sets.Union(left, right);
        Neighbours.Offer(left, right, strength);
    }

    public void Report(LargeBucket bucket) => _largeBuckets.Add(bucket);

    public void Count(long comparedPairs, long acceptedPairs)
    {
        Interlocked.Add(ref _comparedPairs, comparedPairs);
        Interlocked.Add(ref _acceptedPairs, acceptedPairs);
    }
}
