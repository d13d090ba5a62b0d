using DataCuration.Documents.Edits;

namespace DataCuration.Deduplication.Boilerplate;

/// <summary>What is boilerplate of a page.</summary>
/// <param name="Lines">Number of its lines that are.</param>
/// <param name="Share">The share of its bytes, line feeds left out.</param>
/// <param name="IsTemplate">Whether that is too much to cut.</param>
/// <param name="Edits">What is cut; null or empty when nothing is.</param>
public readonly record struct BoilerplateFinds(int Lines, double Share, bool IsTemplate, IReadOnlyList<TextEdit>? Edits);
