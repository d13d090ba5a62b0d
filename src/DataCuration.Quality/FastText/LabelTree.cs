namespace DataCuration.Quality.FastText;

/// <summary>The Huffman tree of hierarchical softmax: leaves are labels, inner nodes are rows of the output matrix. Built as fastText builds it, ties included.</summary>
internal sealed class LabelTree
{
    private const long Unreached = 1_000_000_000_000_000;

    // Counts below the limit above make no tree deeper than this; a damaged file could, and the walk is recursive.
    private const int MaxDepth = 1024;

    private readonly int[] _left;
    private readonly int[] _right;

    /// <param name="counts">How often each label was seen, in falling order.</param>
    /// <exception cref="InvalidDataException">The counts make no tree.</exception>
    public LabelTree(IReadOnlyList<long> counts)
    {
        Labels = counts.Count;
        int nodes = (2 * Labels) - 1;
        _left = new int[nodes];
        _right = new int[nodes];
        long[] weights = new long[nodes + 1];
        Array.Fill(weights, Unreached);
        for (int i = 0; i < Labels; i++)
        {
            weights[i] = counts[i];
        }

        int leaf = Labels - 1;
        int inner = Labels;
        int Next() => leaf >= 0 && weights[leaf] < weights[Math.Min(inner, nodes)] ? leaf-- : inner++;
        for (int node = Labels; node < nodes; node++)
        {
            _left[node] = Next();
            _right[node] = Next();
            if (Math.Max(_left[node], _right[node]) >= node)
            {
                throw new InvalidDataException("its counts of labels make no tree.");
            }

            weights[node] = weights[_left[node]] + weights[_right[node]];
        }

        int[] depths = new int[nodes];
        for (int node = Root; node >= Labels; node--)
        {
            depths[_left[node]] = depths[_right[node]] = depths[node] + 1;
        }

        if (depths.Max() > MaxDepth)
        {
            throw new InvalidDataException($"its labels make a tree {depths.Max()} deep.");
        }
    }

    /// <summary>Number of labels.</summary>
    public int Labels { get; }

    /// <summary>The node at the top.</summary>
    public int Root => _left.Length - 1;

    public bool IsLabel(int node) => node < Labels;

    public int Left(int node) => _left[node];

    public int Right(int node) => _right[node];

    /// <summary>The node's row of the output matrix.</summary>
    public int RowOf(int node) => node - Labels;
}
