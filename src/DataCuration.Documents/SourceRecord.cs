namespace DataCuration.Documents;

/// <summary>One record as a reader found it, before text extraction.</summary>
public sealed record SourceRecord
{
    /// <summary>
    /// Where the record starts: a byte offset in the decompressed stream for line and WARC formats, the row number for Parquet.
    /// Unique within the file; part of the document id.
    /// </summary>
    public required long Position { get; init; }

    /// <summary>What the payload is.</summary>
    public required PayloadKind Kind { get; init; }

    /// <summary>Text: valid UTF-8. Html: the body's bytes, already de-chunked and decompressed, in <see cref="Charset"/> or unknown encoding.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The character set the transport declared (HTTP header), when it did.</summary>
    public string? Charset { get; init; }

    /// <summary>The address, when the record has one.</summary>
    public string? Url { get; init; }

    /// <summary>The date as the record states it.</summary>
    public string? Date { get; init; }

    /// <summary>The language as the record states it.</summary>
    public string? Language { get; init; }

    /// <summary>All other fields as one JSON object.</summary>
    public string? Metadata { get; init; }
}
