namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>
/// A column's values of one row group: the levels of all entries, and the values of those that are there, in the form that the storage has. Filled page by
/// page; memory grows with what the pages hold.
/// </summary>
internal sealed class ColumnValues(SchemaNode column)
{
    /// <summary>The column.</summary>
    public SchemaNode Column { get; } = column;

    /// <summary>Entries, nulls included.</summary>
    public int Count { get; set; }

    /// <summary>One an entry; empty when every value must be there.</summary>
    public List<byte> Definitions { get; } = [];

    /// <summary>One an entry; empty when the column lies in no list.</summary>
    public List<byte> Repetitions { get; } = [];

    /// <summary>Integers and booleans.</summary>
    public List<long> Integers { get; } = [];

    /// <summary>Floating-point numbers.</summary>
    public List<double> Reals { get; } = [];

    /// <summary>Bytes; they share the pages' memory.</summary>
    public List<ReadOnlyMemory<byte>> Bytes { get; } = [];

    /// <summary>True when the entry has a value.</summary>
    public bool IsPresent(int entry) => Definitions.Count == 0 || Definitions[entry] == Column.MaxDefinition;
}
