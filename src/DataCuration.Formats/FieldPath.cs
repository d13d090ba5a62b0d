using System.Text;

namespace DataCuration.Formats;

/// <summary>
/// How the recipe names a field that lies deeper: <c>content.text</c> is a member of an object or struct, <c>tags[]</c> each element of a list, <c>messages[].content</c> a member of each.
/// A top-level field whose name is written exactly like the path comes first. Pure.
/// </summary>
internal static class FieldPath
{
    /// <summary>What stands for each element of a list.</summary>
    public const string EachElement = "[]";

    /// <summary>What stands between the texts of a record that has several.</summary>
    public const string TextSeparator = "\n\n";

    /// <summary>The names from the outside in, in UTF-8; null for each element of a list.</summary>
    public static byte[]?[] StepsOf(string path)
    {
        List<byte[]?> steps = [];
        foreach (string part in path.Split('.'))
        {
            string name = part;
            int lists = 0;
            for (; name.EndsWith(EachElement, StringComparison.Ordinal); lists++) name = name[..^EachElement.Length];
            if (name.Length > 0 || lists == 0) steps.Add(Encoding.UTF8.GetBytes(name));
            for (; lists > 0; lists--) steps.Add(null);
        }

        return [.. steps];
    }
}
