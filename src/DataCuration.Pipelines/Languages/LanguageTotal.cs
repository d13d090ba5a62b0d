namespace DataCuration.Pipelines.Languages;

/// <summary>What of the files is in a language.</summary>
public sealed record LanguageTotal
{
    /// <summary>The language, as the model names it.</summary>
    public required string Language { get; init; }

    /// <summary>Documents of the language.</summary>
    public required long Documents { get; init; }

    /// <summary>Bytes of text of these documents.</summary>
    public required long Bytes { get; init; }

    /// <summary>Mean confidence of these documents, 0 to 1.</summary>
    public required double MeanConfidence { get; init; }
}
