using System.Text.Json;
using System.Text.Json.Serialization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes.Checks;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes;

/// <summary>
/// Reads a recipe: JSON with comments and trailing commas. All problems are reported at once, each with line, column (in UTF-16 units, as editors
/// count), value, expectation and remedy. Reads no file: <see cref="SourceFiles"/> looks for those that the recipe names.
/// </summary>
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
        RecipeChecks.Check(new RecipeTree(root, filePath, diagnostics));
        RecipePlaces places = new(root, filePath);
        return new RecipeReadResult(diagnostics.Count > 0 ? null : Bind(root, filePath), Sorted(diagnostics)) { Places = places };
    }

    private static Recipe Bind(RecipeNode root, string filePath)
    {
        Recipe recipe = root.ToJson().Deserialize<Recipe>(Json)!;
        string folder = Path.GetDirectoryName(Path.GetFullPath(filePath))!;
        return recipe with { BaseDirectory = Path.GetFullPath(Path.Combine(folder, recipe.BaseDirectory)) };
    }

    private static Diagnostic[] Sorted(List<Diagnostic> diagnostics) =>
        diagnostics.OrderBy(diagnostic => diagnostic.Line).ThenBy(diagnostic => diagnostic.Column).ToArray();
}
