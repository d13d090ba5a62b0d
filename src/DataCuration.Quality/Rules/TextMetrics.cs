namespace DataCuration.Quality.Rules;

/// <summary>Sizes of a text that several rules share.</summary>
public readonly record struct TextMetrics
{
    /// <summary>Unicode code points, white space included.</summary>
    public int CodePointCount { get; init; }

    /// <summary>Words and punctuation marks.</summary>
    public int TokenCount { get; init; }

    /// <summary>Lines as Python's <c>splitlines</c> counts them.</summary>
    public int LineCount { get; init; }

    /// <summary>Sentences by terminal punctuation.</summary>
    public int SentenceCount { get; init; }
}
