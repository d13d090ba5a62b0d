using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>Texts that name one of a closed set.</summary>
internal static class KnownNameCheck
{
    public static void Check(RecipeTree tree, string path, IReadOnlyList<string> known)
    {
        if (tree.Find(path) is { Kind: RecipeNodeKind.Text, Text.Length: > 0 } node && !known.Contains(node.Text))
        {
            string clause = NameSuggestion.Nearest(node.Text, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            tree.Report("DC2003", $"'{path}' is \"{node.Text}\"; expected one of {string.Join(", ", known)}.{clause}", node);
        }
    }
}
