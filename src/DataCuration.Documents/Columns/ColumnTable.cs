namespace DataCuration.Documents.Columns;

/// <summary>The columns one stage computed for the documents of one part, keyed by id, in the part's order. Immutable.</summary>
public sealed class ColumnTable
{
    private readonly Dictionary<string, Column> _byName;

    /// <summary>A table over equally long columns.</summary>
    /// <exception cref="ArgumentException">A column's length differs from the number of ids, or a name occurs twice.</exception>
    public ColumnTable(IReadOnlyList<DocumentId> ids, IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(columns);
        _byName = new Dictionary<string, Column>(columns.Count, StringComparer.Ordinal);
        foreach (Column column in columns)
        {
            if (column.Length != ids.Count)
            {
                throw new ArgumentException($"Column '{column.Name}' has {column.Length} rows; the table has {ids.Count} ids.", nameof(columns));
            }

            if (!_byName.TryAdd(column.Name, column))
            {
                throw new ArgumentException($"Column '{column.Name}' occurs twice.", nameof(columns));
            }
        }

        Ids = ids;
        Columns = columns;
    }

    /// <summary>The documents' ids.</summary>
    public IReadOnlyList<DocumentId> Ids { get; }

    /// <summary>The columns in writing order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Ids.Count;

    /// <summary>The values of a column.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such column of type <typeparamref name="T"/>.</exception>
    public T[] Get<T>(string name) =>
        _byName.GetValueOrDefault(name) is Column<T> column
            ? column.Values
            : throw new KeyNotFoundException($"No {typeof(T).Name} column '{name}'; there are: {string.Join(", ", _byName.Keys)}.");
}
