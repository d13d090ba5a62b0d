using DataCuration.Deduplication.Sorting;

namespace DataCuration.Deduplication.Clusters;

/// <summary>
/// Components and nearest neighbours over the rows that occur in any candidate pair; all other rows are alone and cost nothing.
/// The result does not depend on the order of joins: roots are smallest members and the nearest neighbour is a maximum (more similar, then
/// smaller id). 16 bytes a member. Not safe for concurrent use.
/// </summary>
internal sealed class EdgeSets(RowSet members, int[] ranks)
{
    private readonly DisjointSets _sets = new(members.Count);

    // High half: bits of the similarity as a float, exact copies 2. Low half: complement of the neighbour's rank, so that the smaller id is larger.
    private readonly long[] _best = new long[members.Count];

    /// <summary>A similarity above every other.</summary>
    public const float Exact = 2;

    public RowSet Members { get; } = members;

    public void Join(int left, int right, double similarity)
    {
        int a = Members.IndexOf(left), b = Members.IndexOf(right);
        _sets.Union(a, b);
        long strength = (long)BitConverter.SingleToInt32Bits((float)similarity) << 32;
        _best[a] = Math.Max(_best[a], strength | ~(uint)ranks[right]);
        _best[b] = Math.Max(_best[b], strength | ~(uint)ranks[left]);
    }

    /// <summary>Joins the first row of each exact pair with the second.</summary>
    public void JoinAll(RecordFileReader<RowPair> exactPairs)
    {
        while (exactPairs.TryRead(out RowPair pair))
        {
            Join(pair.Left, pair.Right, Exact);
        }
    }

    /// <summary>The member's root; stable once no join follows.</summary>
    public int RootOf(int member) => _sets.Find(member);

    /// <summary>Rank of the nearest neighbour and the similarity; rank -1 when no pair of the member was accepted.</summary>
    public (int Rank, float Similarity) NearestOf(int member)
    {
        long best = _best[member];
        return best == 0 ? (-1, 0) : ((int)~(uint)best, BitConverter.Int32BitsToSingle((int)(best >> 32)));
    }
}
