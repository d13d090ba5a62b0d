namespace DataCuration.Pipelines.Stages;

/// <summary>What a document shares with benchmarks, as its column holds it.</summary>
/// <param name="Items">All items that contaminate it, by their numbers.</param>
/// <param name="Best">The closest of them, with the document's text.</param>
internal sealed record ContaminationFinds(IReadOnlyList<int> Items, IReadOnlyList<ContaminationFinds.Quote> Best)
{
    /// <summary>A passage that the document shares with an item.</summary>
    /// <param name="Item">The item's number.</param>
    /// <param name="Set">Its benchmark.</param>
    /// <param name="Name">Its name there.</param>
    /// <param name="Share">The share of its words that the document holds.</param>
    /// <param name="Text">The longest passage, as the document has it, cut to a few hundred characters.</param>
    internal sealed record Quote(int Item, string Set, string Name, double Share, string Text);
}
