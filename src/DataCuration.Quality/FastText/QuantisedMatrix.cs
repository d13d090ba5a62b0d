namespace DataCuration.Quality.FastText;

/// <summary>A product-quantised matrix; the norms of its rows are quantised apart (fastText's <c>qnorm</c>) or part of the rows.</summary>
internal sealed class QuantisedMatrix(long rows, int columns, byte[] codes, ProductQuantiser quantiser, byte[]? normCodes, ProductQuantiser? normQuantiser) : FastTextMatrix(rows, columns)
{
    public override void AddRow(long row, Span<float> sum) => quantiser.Add(CodesOf(row), NormOf(row), sum);

    public override float Dot(long row, ReadOnlySpan<float> vector) => quantiser.Dot(CodesOf(row), vector) * NormOf(row);

    /// <summary>The same rows in single precision.</summary>
    public DenseMatrix ToDense()
    {
        DenseMatrix dense = new(Rows, Columns);
        for (long row = 0; row < Rows; row++)
        {
            AddRow(row, dense.Row(row));
        }

        return dense;
    }

    private ReadOnlySpan<byte> CodesOf(long row) => codes.AsSpan(checked((int)(row * quantiser.Pieces)), quantiser.Pieces);

    private float NormOf(long row) => normCodes is null ? 1 : normQuantiser!.Centroids[normCodes[row]];
}
