using DataCuration.Documents.Columns;

namespace DataCuration.Pipelines.Stages;

/// <summary>Any numeric column as doubles, so that rules and policies compare one type.</summary>
internal static class NumericColumn
{
    public static double[] Read(ColumnTable table, string name)
    {
        Column column = table.Columns.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal))
            ?? throw new KeyNotFoundException($"No column '{name}'; there are: {string.Join(", ", table.Columns.Select(candidate => candidate.Name))}.");
        return column switch
        {
            Column<double> doubles => doubles.Values,
            Column<float> floats => Array.ConvertAll(floats.Values, value => (double)value),
            Column<int> ints => Array.ConvertAll(ints.Values, value => (double)value),
            Column<long> longs => Array.ConvertAll(longs.Values, value => (double)value),
            Column<bool> flags => Array.ConvertAll(flags.Values, value => value ? 1.0 : 0.0),
            _ => throw new NotSupportedException($"Column '{name}' holds {column.ElementType.Name}, not numbers."),
        };
    }
}
