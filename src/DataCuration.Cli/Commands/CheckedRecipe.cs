using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Cli.Commands;

/// <summary>A recipe that was read, with its files looked up.</summary>
/// <param name="Recipe">The recipe; null when it has errors.</param>
/// <param name="Files">Its files; null without a recipe.</param>
/// <param name="Diagnostics">All problems.</param>
internal sealed record CheckedRecipe(Recipe? Recipe, SourceFiles? Files, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool IsValid => Diagnostics.All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
}
