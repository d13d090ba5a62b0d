namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>A run of rows and its column chunks, in the order of the schema's columns.</summary>
internal sealed record RowGroup(long RowCount, ColumnChunk[] Chunks);
