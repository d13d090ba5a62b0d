namespace DataCuration.Formats.Parquet;

/// <summary>A row group's bytes, which may be decoded on any thread.</summary>
/// <param name="RowCount">Rows in it.</param>
/// <param name="Decode">Decodes it; throws a diagnostic with DC2132 when it is damaged.</param>
public sealed record SampleRows(long RowCount, Func<SampleBatch> Decode);
