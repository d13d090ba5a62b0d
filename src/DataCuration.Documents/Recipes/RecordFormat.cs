namespace DataCuration.Documents.Recipes;

/// <summary>How records lie in a shard.</summary>
public enum RecordFormat
{
    /// <summary>Decided by the file's first bytes.</summary>
    Auto,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>Web archive with HTTP responses (ISO 28500).</summary>
    Warc,

    /// <summary>Web archive with extracted text (conversion records).</summary>
    Wet,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>A tar archive of samples (webdataset).</summary>
    WebDataset,

    /// <summary>Each file is one plain text.</summary>
    Text,

    /// <summary>Each file is one HTML page.</summary>
    Html,
}
