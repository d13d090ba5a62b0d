namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>
/// Names columns as people write them: <c>content.text</c> for a member of a struct, <c>messages[].content</c> for that of each element of a list,
/// without the wrapping that the format puts around a list's elements. Pure.
/// </summary>
internal static class SchemaPaths
{
    /// <summary>What stands for each element of a list.</summary>
    public const string EachElement = "[]";

    /// <summary>Every column with its path, in the file's order.</summary>
    public static IEnumerable<(string Path, SchemaNode Column)> Of(SchemaNode root) => root.Children.SelectMany(child => Visit(child, ""));

    private static IEnumerable<(string Path, SchemaNode Column)> Visit(SchemaNode node, string parent)
    {
        string path = parent + node.Name;
        return node.Element is { } element ? Inside(element, path + EachElement) : Inside(node, node.IsRepeated ? path + EachElement : path);
    }

    private static IEnumerable<(string Path, SchemaNode Column)> Inside(SchemaNode node, string path)
    {
        if (node.Type is not null) return [(path, node)];
        if (node.Element is { } element && path.EndsWith(EachElement, StringComparison.Ordinal)) return Inside(element, path + EachElement);
        return node.Children.SelectMany(child => Visit(child, path + "."));
    }
}
