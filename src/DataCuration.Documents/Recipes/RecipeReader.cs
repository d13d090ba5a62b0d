using System.Text.Json;
using System.Text.Json.Serialization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes;

/// <summary>Reads a recipe: JSON with comments. All problems are reported at once, each with line, column, value, expectation and remedy. Pure.</summary>
public static class RecipeReader
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Reads and validates.</summary>
    /// <param name="json">The text.</param>
    /// <param name="filePath">The file it came from: named in diagnostics; its folder is where relative paths start.</param>
    /// <param name="overrides">Assignments <c>path=value</c>, for example <c>mix.budget=1e17</c>, applied before validation.</param>
    public static RecipeReadResult Read(string json, string filePath, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(filePath);
        List<Diagnostic> diagnostics = [];
        RecipeNode? root = RecipeParser.Parse(json, filePath, diagnostics);
        if (root is null)
        {
            return new RecipeReadResult(null, diagnostics);
        }

        RecipeOverrides.Apply(root, overrides ?? [], diagnostics);
        new RecipeValidator(filePath, diagnostics).ValidateObject(root, typeof(Recipe), "");
        if (diagnostics.Count > 0)
        {
            // Cross checks of what is readable as it stands: one run of `check` should show as much as possible.
            RecipeCrossChecks.CheckTree(root, filePath, diagnostics);
            return new RecipeReadResult(null, Sorted(diagnostics));
        }

        Recipe recipe = root.ToJson().Deserialize<Recipe>(Json)!;
        string folder = Path.GetDirectoryName(Path.GetFullPath(filePath))!;
        recipe = recipe with { BaseDirectory = Path.GetFullPath(Path.Combine(folder, recipe.BaseDirectory)) };
        RecipeCrossChecks.CheckTree(root, filePath, diagnostics);
        RecipeCrossChecks.Check(recipe, root, filePath, diagnostics);
        return new RecipeReadResult(diagnostics.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? null : recipe, Sorted(diagnostics));
    }

    private static Diagnostic[] Sorted(List<Diagnostic> diagnostics) =>
        diagnostics.OrderBy(diagnostic => diagnostic.Line).ThenBy(diagnostic => diagnostic.Column).ToArray();
}
