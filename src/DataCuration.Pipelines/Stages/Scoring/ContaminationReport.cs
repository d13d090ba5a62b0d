using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages;

/// <summary>The content of <c>contamination.json</c>.</summary>
public sealed record ContaminationReport
{
    /// <summary>The rule.</summary>
    public required ContaminationRule Rule { get; init; }

    /// <summary>What becomes of contaminated documents.</summary>
    public required ContaminationAction Action { get; init; }

    /// <summary>Items that were planted into text to check the search; all were found, or the run had ended.</summary>
    public required int PlantedAndFound { get; init; }

    /// <summary>N-grams that too many items share to be evidence.</summary>
    public required int IgnoredGrams { get; init; }

    /// <summary>Documents that at least one item contaminates.</summary>
    public required long Documents { get; init; }

    /// <summary>The benchmarks, in the recipe's order.</summary>
    public required IReadOnlyList<Benchmark> Benchmarks { get; init; }

    /// <summary>One benchmark.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Items">Its items.</param>
    /// <param name="ItemsFound">Items found in at least one document.</param>
    /// <param name="ShareFound">Their share.</param>
    /// <param name="IsContaminated">More than 2 % of its items were found: Tülu 3's line for a contaminated benchmark.</param>
    /// <param name="Documents">Documents that hold one.</param>
    /// <param name="Examples">A few, the closest first.</param>
    public sealed record Benchmark(string Name, int Items, int ItemsFound, double ShareFound, bool IsContaminated, long Documents, IReadOnlyList<Example> Examples);

    /// <summary>An item in a document.</summary>
    /// <param name="Document">The document's id.</param>
    /// <param name="Source">Its source.</param>
    /// <param name="Item">The item's file and position.</param>
    /// <param name="Share">The share of the item's words that the document holds.</param>
    /// <param name="ItemText">Question and answer.</param>
    /// <param name="DocumentText">The longest shared passage, as the document has it.</param>
    public sealed record Example(string Document, string Source, string Item, double Share, string ItemText, string DocumentText);
}
