namespace DataCuration.Documents.Recipes;

/// <summary>
/// Perplexity under an n-gram language model of good text (CCNet: Wenzek et al. 2020, arXiv 1911.00359): the column <c>quality.perplexity</c>, lower is closer to that text. Pools by
/// <c>lowest:quality.perplexity</c> with the edges 0, 1/3, 2/3, 1 are CCNet's head, middle and tail.
/// </summary>
public sealed record PerplexityOptions
{
    /// <summary>Names of sources whose text the model learns.</summary>
    public required IReadOnlyList<string> Train { get; init; }

    /// <summary>Longest n-gram in words; CCNet's 5.</summary>
    public int Order { get; init; } = 5;

    /// <summary>N-grams of three words and more that occur at most so often are left out: a smaller model, hardly a worse one. 0 keeps all.</summary>
    public int Pruning { get; init; } = 1;

    /// <summary>Most words to learn from, about; documents are chosen by hash. Training needs 280 bytes of memory a word.</summary>
    public long MaxWords { get; init; } = 5_000_000;

    /// <summary>Folds of cross-fitting: a document is scored by the model that did not learn from it. 1 switches it off, for sources that are not themselves selected from.</summary>
    public int Folds { get; init; } = 2;
}
