using DataCuration.Documents;

namespace DataCuration.Deduplication.Semantic;

/// <summary>Vectors of length 1 with the documents they stand for: 4 bytes a coordinate, in memory. Filled once, then read by any thread.</summary>
public sealed class VectorSet
{
    // Several arrays, since one cannot hold more than 2^31 numbers.
    private const int RowsPerBlock = 1 << 14;

    private readonly List<float[]> _blocks = [];
    private readonly List<DocumentId> _ids = [];

    /// <summary>An empty set.</summary>
    /// <param name="dimensions">Length of each vector, a multiple of 16.</param>
    public VectorSet(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(dimensions % 16, 0);
        Dimensions = dimensions;
    }

    /// <summary>Length of each vector.</summary>
    public int Dimensions { get; }

    /// <summary>Number of vectors.</summary>
    public int Count => _ids.Count;

    /// <summary>The document of a row.</summary>
    public DocumentId IdAt(int row) => _ids[row];

    /// <summary>The vector of a row.</summary>
    public ReadOnlySpan<float> this[int row] => _blocks[row / RowsPerBlock].AsSpan(row % RowsPerBlock * Dimensions, Dimensions);

    /// <summary>Adds a vector; returns the place to write it to.</summary>
    public Span<float> Add(DocumentId id)
    {
        int row = _ids.Count;
        if (row % RowsPerBlock == 0)
        {
            _blocks.Add(new float[RowsPerBlock * Dimensions]);
        }

        _ids.Add(id);
        return _blocks[^1].AsSpan(row % RowsPerBlock * Dimensions, Dimensions);
    }

    /// <summary>Cosine similarity of two rows.</summary>
    public float Similarity(int left, int right) => VectorMath.Dot(this[left], this[right]);
}
