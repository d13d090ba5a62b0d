namespace DataCuration.Rephrasing.Generation.Batches;

/// <summary>A batch that was sent or is about to be: what a later run needs to find it again.</summary>
internal sealed record BatchState
{
    /// <summary>SHA-256 of the input file; stands in the batch's metadata, so that a batch is found although its answer was lost.</summary>
    public required string InputSha256 { get; init; }

    /// <summary>Its requests.</summary>
    public required int Requests { get; init; }

    /// <summary>The server's name of it; null while that is not known.</summary>
    public string? BatchId { get; init; }
}
