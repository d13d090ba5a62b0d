using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>The same column, asked for as UTF-8 bytes instead of UTF-16 text.</summary>
internal static class ParquetTextField
{
    public static DataField AsBytes(DataField field) =>
        new ParquetSchema(new DataField(field.Name, typeof(byte[]), field.IsNullable)).DataFields[0];
}
