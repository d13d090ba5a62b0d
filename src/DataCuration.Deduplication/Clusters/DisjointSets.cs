// Union-find that links the larger root below the smaller, with path halving (Tarjan and van Leeuwen 1984) and compare-and-swap
// (Anderson and Woll 1991). The root is always the smallest member, so the result does not depend on the order of unions or on threads.
namespace DataCuration.Deduplication.Clusters;

/// <summary>Sets of the numbers 0 to n-1. Safe for concurrent use. 4 bytes a number.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parents;

    /// <summary>Each number alone.</summary>
    public DisjointSets(int count)
    {
        _parents = new int[count];
        for (int i = 0; i < count; i++)
        {
            _parents[i] = i;
        }
    }

    /// <summary>The smallest number of the set; stable once no union runs.</summary>
    public int Find(int number)
    {
        while (true)
        {
            int parent = Volatile.Read(ref _parents[number]);
            if (parent == number)
            {
                return number;
            }

            int grandparent = Volatile.Read(ref _parents[parent]);
            if (grandparent != parent)
            {
                Interlocked.CompareExchange(ref _parents[number], grandparent, parent);
            }

            number = grandparent;
        }
    }

    /// <summary>Joins the sets of two numbers.</summary>
    public void Union(int left, int right)
    {
        while (true)
        {
            left = Find(left);
            right = Find(right);
            if (left == right)
            {
                return;
            }

            if (left > right)
            {
                (left, right) = (right, left);
            }

            if (Interlocked.CompareExchange(ref _parents[right], left, right) == right)
            {
                return;
            }
        }
    }
}
