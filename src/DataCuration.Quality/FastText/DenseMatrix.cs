using System.Numerics;
using System.Runtime.InteropServices;

namespace DataCuration.Quality.FastText;

/// <summary>A matrix in single precision, row after row, in blocks of rows so that it may exceed the size of an array.</summary>
internal sealed class DenseMatrix : FastTextMatrix
{
    private readonly float[][] _blocks;
    private readonly int _rowsPerBlock;

    public DenseMatrix(long rows, int columns)
        : base(rows, columns)
    {
        _rowsPerBlock = Math.Max(1, (1 << 28) / Math.Max(1, columns));
        _blocks = new float[(rows + _rowsPerBlock - 1) / _rowsPerBlock][];
        for (int i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = new float[Math.Min(_rowsPerBlock, rows - ((long)i * _rowsPerBlock)) * columns];
        }
    }

    /// <summary>The stored numbers, in order.</summary>
    public IReadOnlyList<float[]> Blocks => _blocks;

    public Span<float> Row(long row) => _blocks[row / _rowsPerBlock].AsSpan((int)(row % _rowsPerBlock) * Columns, Columns);

    public override void AddRow(long row, Span<float> sum)
    {
        ReadOnlySpan<float> values = Row(row);
        int i = 0;
        if (values.Length >= Vector<float>.Count)
        {
            Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
            ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
            for (int v = 0; v < vectors.Length; v++)
            {
                sums[v] += vectors[v];
            }

            i = vectors.Length * Vector<float>.Count;
        }

        for (; i < values.Length; i++)
        {
            sum[i] += values[i];
        }
    }

    public override float Dot(long row, ReadOnlySpan<float> vector)
    {
        ReadOnlySpan<float> values = Row(row);
        float sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i] * vector[i];
        }

        return sum;
    }
}
