using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet.Decoding;

namespace DataCuration.Formats.Parquet;

/// <summary>Which columns of somebody's file hold what. Immutable.</summary>
/// <param name="Text">The text; may lie in lists.</param>
/// <param name="Url">The address, a string column.</param>
/// <param name="Date">The date, a string or time column.</param>
/// <param name="Language">The language, a string column.</param>
/// <param name="Metadata">The other top-level columns that have a form in JSON.</param>
internal sealed record SourceColumns(SchemaNode Text, SchemaNode? Url, SchemaNode? Date, SchemaNode? Language, IReadOnlyList<SchemaNode> Metadata)
{
    /// <summary>All columns to read, in the file's order.</summary>
    public IReadOnlyList<SchemaNode> All { get; } =
        [.. new[] { Text, Url, Date, Language }.OfType<SchemaNode>().Concat(Metadata).Distinct().OrderBy(column => column.Column)];

    /// <summary>Chooses by the recipe's names; null when there is no text column.</summary>
    public static SourceColumns? Choose(SchemaNode root, FieldMapping mapping)
    {
        (string Path, SchemaNode Column)[] columns = [.. SchemaPaths.Of(root)];
        if (Find(mapping.Text, column => column.MayBeText) is not { } text) return null;
        SchemaNode? url = Find(mapping.Url, IsString);
        SchemaNode? date = Find(mapping.Date, column => IsString(column) || JsonColumn.IsTime(column));
        SchemaNode? language = Find(mapping.Language, IsString);
        IEnumerable<SchemaNode> others = root.Children.Where(column => !column.IsRepeated && JsonColumn.HasJsonForm(column));
        return new SourceColumns(text, url, date, language, [.. others.Except(new[] { text, url, date, language }.OfType<SchemaNode>())]);

        SchemaNode? Find(string path, Func<SchemaNode, bool> suits) =>
            Array.Find(columns, candidate => candidate.Path == path && suits(candidate.Column)).Column;
    }

    private static bool IsString(SchemaNode column) => column is { MayBeText: true, Meaning: ValueMeaning.Text, MaxRepetition: 0 };
}
