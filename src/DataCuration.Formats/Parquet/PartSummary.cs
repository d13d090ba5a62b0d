namespace DataCuration.Formats.Parquet;

/// <summary>What a completed part holds.</summary>
/// <param name="Rows">Documents.</param>
/// <param name="TextBytes">UTF-8 bytes of text, uncompressed.</param>
public readonly record struct PartSummary(long Rows, long TextBytes);
