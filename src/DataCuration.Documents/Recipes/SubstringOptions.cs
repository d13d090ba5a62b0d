namespace DataCuration.Documents.Recipes;

/// <summary>Repeated spans of text inside the documents of the dataset (Lee et al. 2022, arXiv 2107.06499, "ExactSubstr").</summary>
public sealed record SubstringOptions
{
    /// <summary>What a span's length is counted in.</summary>
    public SubstringUnit Unit { get; init; } = SubstringUnit.Words;

    /// <summary>Least length of a repeated span; null is 50 words (Lee et al.: 50 tokens) or 100 code points. Raising it cuts less.</summary>
    public int? MinLength { get; init; }

    /// <summary>Which copies go.</summary>
    public RepeatRemoval Remove { get; init; } = RepeatRemoval.KeepFirst;

    /// <summary>What happens to them.</summary>
    public RepeatAction Action { get; init; } = RepeatAction.Cut;

    /// <summary>Where a cut may begin and end.</summary>
    public SpanSnap Snap { get; init; } = SpanSnap.None;

    /// <summary>What joins the text before and after a cut. No span runs across U+2029, so with that character a second pass finds nothing that the cuts made.</summary>
    public string Separator { get; init; } = "\n";

    /// <summary>Documents of which a larger share is repeated leave the dataset; 1 drops only those of which nothing stays.</summary>
    public double MaxShare { get; init; } = 1;

    /// <summary><see cref="MinLength"/> with its default applied.</summary>
    public int LeastLength() => MinLength ?? (Unit == SubstringUnit.Words ? 50 : 100);
}
