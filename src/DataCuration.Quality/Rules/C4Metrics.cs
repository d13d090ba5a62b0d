namespace DataCuration.Quality.Rules;

/// <summary>
/// What C4's rules compare (Raffel et al. 2020, arXiv 1910.10683, section 2.2), as datatrove 0.10 measures it, with and without the
/// requirement that a line ends with a mark, so that the option decides late.
/// </summary>
public readonly record struct C4Metrics
{
    /// <summary>Sentences on the lines C4 keeps.</summary>
    public int SentenceCount { get; init; }

    /// <summary>Sentences on the lines C4 keeps when lines without a final mark stay.</summary>
    public int SentenceCountOfAllLines { get; init; }

    /// <summary>A line that ends with a mark says "lorem ipsum".</summary>
    public bool HasLoremIpsum { get; init; }

    /// <summary>Any line says "lorem ipsum".</summary>
    public bool HasLoremIpsumOnAnyLine { get; init; }

    /// <summary>A line that ends with a mark has a curly bracket.</summary>
    public bool HasCurlyBracket { get; init; }

    /// <summary>Any line has a curly bracket.</summary>
    public bool HasCurlyBracketOnAnyLine { get; init; }
}
