namespace DataCuration.Formats.Parquet;

/// <summary>Rows of one row group, a list a column. Bytes share the memory of the file's pages.</summary>
/// <param name="File">The file.</param>
/// <param name="FirstRow">The number of the first row in the file, from 0.</param>
/// <param name="Uids">The uids as the file has them; null where it has none.</param>
/// <param name="Texts">The captions in UTF-8, null where the file has none; empty when captions were not wanted.</param>
/// <param name="Numbers">For each wanted column its values; NaN where the file has none.</param>
/// <param name="IsSinglePrecision">For each wanted column whether the file stores 32-bit numbers, with which a threshold must then be compared.</param>
public sealed record SampleBatch(
    string File,
    long FirstRow,
    IReadOnlyList<ReadOnlyMemory<byte>?> Uids,
    IReadOnlyList<ReadOnlyMemory<byte>?> Texts,
    IReadOnlyList<double[]> Numbers,
    IReadOnlyList<bool> IsSinglePrecision);
