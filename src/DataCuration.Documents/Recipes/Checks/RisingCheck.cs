using System.Globalization;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>Whether an array's numbers rise.</summary>
internal static class RisingCheck
{
    public static void Check(RecipeTree tree, string path, string expected, bool isFromZeroToOne)
    {
        if (tree.Find(path) is not { Kind: RecipeNodeKind.Array } node || node.Items.Exists(item => item.Kind != RecipeNodeKind.Number)) return;
        double[] values = node.Items.Select(item => double.Parse(item.Text, CultureInfo.InvariantCulture)).ToArray();
        bool isRising = values.Length > 0 && values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);
        bool isCovering = !isFromZeroToOne || (values.Length >= 2 && values[0] == 0 && values[^1] == 1);
        if (!isRising || !isCovering)
        {
            tree.Report("DC2005", $"'{path}' is [{string.Join(", ", node.Items.Select(item => item.Text))}]; expected {expected}.", node);
        }
    }
}
