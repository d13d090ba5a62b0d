namespace DataCuration.Documents.Recipes;

/// <summary>
/// How files that are not on this machine are read. Nothing here changes a result, and nothing here is a secret: keys and tokens come from the
/// environment and from where the clouds' own tools keep them.
/// </summary>
public sealed record StorageOptions
{
    /// <summary>Requests at once to one bucket, container or host; at least 1. Halved when it says to slow down.</summary>
    public int Connections { get; init; } = 16;

    /// <summary>How often a request is made that brings nothing, before the run gives up with exit code 75; at least 1. The eighth comes after about a minute.</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>Amazon S3 and what speaks its protocol.</summary>
    public S3Options S3 { get; init; } = new();

    /// <summary>Azure Blob Storage.</summary>
    public AzureOptions Azure { get; init; } = new();
}
