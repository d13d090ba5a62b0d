namespace DataCuration.Documents.Recipes;

/// <summary>How repeated paragraphs are recognised.</summary>
public enum ParagraphMode
{
    /// <summary>Equal text after normalisation, by 128-bit keys.</summary>
    Exact,

    /// <summary>Most of a paragraph's n-grams were seen before, by a Bloom filter ("big friendly filter", as DCLM used it).</summary>
    Bff,
}
