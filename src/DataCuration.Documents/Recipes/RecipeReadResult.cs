using DataCuration.Documents.Diagnostics;

namespace DataCuration.Documents.Recipes;

/// <summary>What reading a recipe gave.</summary>
/// <param name="Recipe">The recipe; null when there is an error.</param>
/// <param name="Diagnostics">All problems found, in the order of the file.</param>
public sealed record RecipeReadResult(Recipe? Recipe, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Where the recipe's values are written; null when the text is not JSON.</summary>
    public RecipePlaces? Places { get; init; }
}
