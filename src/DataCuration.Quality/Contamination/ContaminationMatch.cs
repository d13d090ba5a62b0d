namespace DataCuration.Quality.Contamination;

/// <summary>An evaluation item found in a document.</summary>
/// <param name="Item">Its number in the index.</param>
/// <param name="Share">The share of its words that lie in shared n-grams.</param>
/// <param name="GramCount">Shared n-grams, by their places in the document.</param>
/// <param name="Start">First byte of the document's longest shared run.</param>
/// <param name="Length">Bytes of that run.</param>
public readonly record struct ContaminationMatch(int Item, double Share, int GramCount, int Start, int Length);
