using System.Globalization;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Documents.Recipes.Reading;

/// <summary>Assignments from the command line, made in the tree before it is validated, so that a bad one gets the same messages.</summary>
internal static class RecipeOverrides
{
    /// <summary>What diagnostics give as the file of an assigned value.</summary>
    public const string Origin = "--set";

    public static void Apply(RecipeNode root, IReadOnlyList<string> overrides, List<Diagnostic> diagnostics)
    {
        foreach (string assignment in overrides)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                diagnostics.Add(
                    Diagnostic.Error("DC2007", $"'{assignment}' assigns nothing; expected path=value, for example mix.budget=1e17.", Origin));
                continue;
            }

            Assign(root, assignment[..equals].Split('.'), Value(assignment[(equals + 1)..]), assignment, diagnostics);
        }
    }

    private static void Assign(RecipeNode node, string[] path, RecipeNode value, string assignment, List<Diagnostic> diagnostics)
    {
        for (int i = 0; i < path.Length; i++)
        {
            if (node.Kind == RecipeNodeKind.Array && int.TryParse(path[i], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                if (index >= node.Items.Count)
                {
                    diagnostics.Add(
                        Diagnostic.Error("DC2007", $"'{assignment}': there are {node.Items.Count} items, so {index} is none of them (the first is 0).", Origin));
                    return;
                }

                if (i == path.Length - 1)
                {
                    node.Items[index] = value;
                    return;
                }

                node = node.Items[index];
                continue;
            }

            if (node.Kind != RecipeNodeKind.Object)
            {
                diagnostics.Add(
                    Diagnostic.Error("DC2007", $"'{assignment}': '{string.Join('.', path[..i])}' is {node.Describe()}, which has no '{path[i]}'.", Origin));
                return;
            }

            int at = node.Members.FindIndex(member => member.Name == path[i]);
            RecipeNode next = i == path.Length - 1 ? value : at >= 0 ? node.Members[at].Value : new RecipeNode(RecipeNodeKind.Object, 0, 0);
            RecipeMember assigned = new(path[i], 0, 0, next);
            if (at < 0)
            {
                node.Members.Add(assigned);
            }
            else if (i == path.Length - 1)
            {
                node.Members[at] = assigned;
            }

            node = next;
        }
    }

    /// <summary>A JSON value when it reads as one, otherwise a string: quotes are optional.</summary>
    private static RecipeNode Value(string text) =>
        RecipeParser.Parse(text, Origin, [], hasPlaces: false) ?? new RecipeNode(RecipeNodeKind.Text, 0, 0) { Text = text };
}
