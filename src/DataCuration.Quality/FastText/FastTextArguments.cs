namespace DataCuration.Quality.FastText;

/// <summary>The arguments of training that prediction needs.</summary>
internal sealed record FastTextArguments
{
    public required int Dimension { get; init; }

    /// <summary>Longest n-gram of words; 1 is words alone.</summary>
    public required int WordGrams { get; init; }

    public required FastTextLoss Loss { get; init; }

    /// <summary>Rows for hashed n-grams.</summary>
    public required int Buckets { get; init; }

    /// <summary>Shortest and longest n-gram of characters; 0 is none.</summary>
    public required int MinCharacters { get; init; }

    public required int MaxCharacters { get; init; }
}
