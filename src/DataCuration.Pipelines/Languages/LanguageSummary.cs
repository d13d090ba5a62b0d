namespace DataCuration.Pipelines.Languages;

/// <summary>The languages of plain files.</summary>
public sealed record LanguageSummary
{
    /// <summary>Documents read.</summary>
    public required long Documents { get; init; }

    /// <summary>The languages, the one with the most bytes first.</summary>
    public required IReadOnlyList<LanguageTotal> Languages { get; init; }

    /// <summary>Records that could not be read.</summary>
    public required long BadRecords { get; init; }

    /// <summary>The first record that could not be read, with file and place; null when all could.</summary>
    public string? FirstBadRecord { get; init; }
}
