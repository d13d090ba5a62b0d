namespace DataCuration.Pipelines.Extracting;

/// <summary>What an extraction found.</summary>
public sealed record ExtractSummary
{
    /// <summary>Documents written.</summary>
    public required long Documents { get; init; }

    /// <summary>Pages without any text, which are not in the output.</summary>
    public required long Empty { get; init; }

    /// <summary>Records that could not be read.</summary>
    public required long BadRecords { get; init; }

    /// <summary>The first record that could not be read, with file and place; null when all could.</summary>
    public string? FirstBadRecord { get; init; }
}
