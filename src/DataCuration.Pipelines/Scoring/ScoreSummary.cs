namespace DataCuration.Pipelines.Scoring;

/// <summary>What a scoring run found.</summary>
public sealed record ScoreSummary
{
    /// <summary>Documents scored.</summary>
    public required long Documents { get; init; }

    /// <summary>Documents that pass all rules.</summary>
    public required long Kept { get; init; }

    /// <summary>Documents by the reasons that they are dropped for; a document with two reasons counts twice.</summary>
    public required IReadOnlyDictionary<string, long> Reasons { get; init; }

    /// <summary>Records that could not be read.</summary>
    public required long BadRecords { get; init; }

    /// <summary>The first record that could not be read, with file and place; null when all could.</summary>
    public string? FirstBadRecord { get; init; }
}
