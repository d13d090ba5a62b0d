namespace DataCuration.Documents.Recipes;

/// <summary>Repeated paragraphs inside the documents of the dataset.</summary>
public sealed record ParagraphOptions
{
    /// <summary>How they are recognised. <c>exact</c> divides text at blank lines, <c>bff</c> at every line break, as its authors do.</summary>
    public ParagraphMode Mode { get; init; } = ParagraphMode.Exact;

    /// <summary>Paragraphs of fewer words stay. 13 is the n-gram of DCLM's filter, which cannot judge shorter ones.</summary>
    public int MinWords { get; init; } = 13;

    /// <summary>For <c>exact</c>: what two paragraphs may differ in.</summary>
    public TextNormalisation Normalise { get; init; } = TextNormalisation.WhiteSpace;

    /// <summary>For <c>exact</c>: which copies go. <c>bff</c> always keeps the first.</summary>
    public RepeatRemoval Remove { get; init; } = RepeatRemoval.KeepFirst;

    /// <summary>For <c>exact</c>: within what copies are looked for.</summary>
    public RepeatScope Scope { get; init; } = RepeatScope.Global;

    /// <summary>What happens to repeated paragraphs.</summary>
    public RepeatAction Action { get; init; } = RepeatAction.Cut;

    /// <summary>Documents of which a larger share is repeated leave the dataset; 1 drops only those of which nothing stays.</summary>
    public double MaxShare { get; init; } = 1;

    /// <summary>For <c>bff</c>: a paragraph goes when more than this share of its n-grams was seen before; so does a whole document. DCLM: 0.8.</summary>
    public double Threshold { get; init; } = 0.8;

    /// <summary>For <c>bff</c>: how often the full filter takes a new n-gram for an old one. DCLM: 0.01.</summary>
    public double FalsePositiveRate { get; init; } = 0.01;

    /// <summary>For <c>bff</c>: n-grams to make room for; null counts them in a pass over the text first.</summary>
    public long? Keys { get; init; }
}
