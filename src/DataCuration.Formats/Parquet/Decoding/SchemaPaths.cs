namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>
/// Names columns as <see cref="FieldPath"/> does, without the wrapping that the format puts around a list's elements. Pure.
/// </summary>
internal static class SchemaPaths
{
    /// <summary>Every column with its path, in the file's order.</summary>
    public static IEnumerable<(string Path, SchemaNode Column)> Of(SchemaNode root) => root.Children.SelectMany(child => Visit(child, ""));

    private static IEnumerable<(string Path, SchemaNode Column)> Visit(SchemaNode node, string parent)
    {
        string path = parent + node.Name;
        return node.Element is { } element ? Inside(element, path + FieldPath.EachElement) : Inside(node, node.IsRepeated ? path + FieldPath.EachElement : path);
    }

    private static IEnumerable<(string Path, SchemaNode Column)> Inside(SchemaNode node, string path)
    {
        if (node.Type is not null) return [(path, node)];
        if (node.Element is { } element && path.EndsWith(FieldPath.EachElement, StringComparison.Ordinal)) return Inside(element, path + FieldPath.EachElement);
        return node.Children.SelectMany(child => Visit(child, path + "."));
    }
}
