namespace DataCuration.Documents.Columns;

/// <summary>A column with values of type <typeparamref name="T"/>.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Values">One value a document.</param>
public sealed record Column<T>(string Name, T[] Values) : Column(Name)
{
    /// <inheritdoc/>
    public override int Length => Values.Length;

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);
}
