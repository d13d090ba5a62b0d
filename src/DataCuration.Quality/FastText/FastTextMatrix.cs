namespace DataCuration.Quality.FastText;

/// <summary>Rows of numbers, stored plainly or quantised.</summary>
internal abstract class FastTextMatrix(long rows, int columns)
{
    public long Rows => rows;

    public int Columns => columns;

    /// <summary>sum += the row.</summary>
    public abstract void AddRow(long row, Span<float> sum);

    /// <summary>The product of a row with a vector, summed from left to right in single precision.</summary>
    public abstract float Dot(long row, ReadOnlySpan<float> vector);
}
