namespace DataCuration.Documents.Columns;

/// <summary>A named array with one value a document. Rows are in the order of the part's documents.</summary>
/// <param name="Name">The column's name, camelCase; unique within its stage.</param>
public abstract record Column(string Name)
{
    /// <summary>Number of rows.</summary>
    public abstract int Length { get; }

    /// <summary>The element type: <see cref="double"/>, <see cref="float"/>, <see cref="long"/>, <see cref="int"/>, <see cref="bool"/>, <see cref="string"/> (nullable) or <c>byte[]</c>.</summary>
    public abstract Type ElementType { get; }
}
