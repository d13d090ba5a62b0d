namespace DataCuration.Documents;

/// <summary>A record that could not be read. It is counted and kept for inspection, never lost silently.</summary>
public sealed record QuarantinedRecord
{
    /// <summary>Most raw bytes kept of one record.</summary>
    public const int MaxRawBytes = 4096;

    /// <summary>The file's path relative to the recipe's folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>Where the record starts, as <see cref="SourceRecord.Position"/> counts.</summary>
    public required long Position { get; init; }

    /// <summary>The DC1xxx code.</summary>
    public required string Code { get; init; }

    /// <summary>What was found, what was expected and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The record's first bytes, at most <see cref="MaxRawBytes"/>.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }
}
