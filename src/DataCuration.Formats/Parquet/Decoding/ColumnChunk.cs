namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>Where a column's values of one row group lie, as the footer says and as far as the file's length can confirm.</summary>
/// <param name="Codec">The compression (parquet.thrift, CompressionCodec).</param>
/// <param name="ValueCount">Values, nulls included.</param>
/// <param name="Offset">The first page's offset in the file.</param>
/// <param name="Length">The pages' bytes, headers included.</param>
/// <param name="UncompressedLength">The same before compression, as the writer states it; a hint.</param>
internal readonly record struct ColumnChunk(int Codec, long ValueCount, long Offset, long Length, long UncompressedLength);
