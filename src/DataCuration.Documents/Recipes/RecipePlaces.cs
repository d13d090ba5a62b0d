using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes;

/// <summary>Where the values of a recipe are written, for problems that show only after reading, such as a pattern that matches no file. Immutable.</summary>
public sealed class RecipePlaces
{
    private readonly RecipeNode _root;
    private readonly string _file;

    internal RecipePlaces(RecipeNode root, string file) => (_root, _file) = (root, file);

    /// <summary>An error at the value with that path, for example <c>sources.0.files.1</c>; at the recipe's file when it has none.</summary>
    public Diagnostic Error(string path, string code, string message)
    {
        ArgumentNullException.ThrowIfNull(path);
        RecipeNode? node = _root;
        foreach (string name in path.Split('.'))
        {
            node = node is { Kind: RecipeNodeKind.Array } ? node.Items.ElementAtOrDefault(int.Parse(name, CultureInfo.InvariantCulture)) : node?.Find(name);
        }

        return node is { Line: 0 }
            ? Diagnostic.Error(code, message, RecipeOverrides.Origin)
            : Diagnostic.Error(code, message, _file, node?.Line ?? 0, node?.Column ?? 0);
    }
}
