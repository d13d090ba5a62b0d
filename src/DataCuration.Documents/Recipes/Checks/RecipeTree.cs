using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>
/// What the checks see of a recipe: values by path, with the defaults of the options records where the recipe is silent. Works on the tree and
/// not on the finished recipe, so that every rule is checked even when other values are wrong.
/// </summary>
internal sealed class RecipeTree(RecipeNode root, string file, List<Diagnostic> diagnostics)
{
    public bool Has(string path) => Find(path) is { Kind: not RecipeNodeKind.Null };

    public RecipeNode? Find(string path)
    {
        RecipeNode? node = root;
        foreach (string name in path.Split('.'))
        {
            node = node?.Find(name);
        }

        return node;
    }

    /// <summary>A number; the default when the path is left out; null when something else stands there.</summary>
    public double? Number(string path, double fallback) => Find(path) switch
    {
        null => fallback,
        { Kind: RecipeNodeKind.Number } node => double.Parse(node.Text, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A string; null when the path is left out or something else stands there.</summary>
    public string? Text(string path) => Find(path) is { Kind: RecipeNodeKind.Text } node ? node.Text : null;

    /// <summary>An array's items of one kind.</summary>
    public IReadOnlyList<RecipeNode> Items(string path, RecipeNodeKind kind) =>
        Find(path) is { Kind: RecipeNodeKind.Array } node ? node.Items.Where(item => item.Kind == kind).ToArray() : [];

    /// <summary>Reports at the first of the paths that the recipe has, or else at the nearest object around it.</summary>
    public void Report(string code, string message, params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            if (Find(path) is { } node)
            {
                Report(code, message, node);
                return;
            }
        }

        string around = paths[0];
        while (around.Contains('.', StringComparison.Ordinal))
        {
            around = around[..around.LastIndexOf('.')];
            if (Find(around) is { } node)
            {
                Report(code, message, node);
                return;
            }
        }

        Report(code, message, root);
    }

    public void Report(string code, string message, RecipeNode node) =>
        diagnostics.Add(Diagnostic.Error(code, message, node.Line == 0 ? RecipeOverrides.Origin : file, node.Line, node.Column));
}
