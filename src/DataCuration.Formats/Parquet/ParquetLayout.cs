using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// A flat schema seen twice: as the file declares it, with strings, and as we move it, with strings as UTF-8 byte arrays. Parquet.Net
/// matches columns by name, so a byte-array twin of a string field both writes and reads it. That avoids UTF-16 on the way; the
/// wrong decoding of DELTA_BYTE_ARRAY strings (Parquet.Net 6.1.0 applies prefix lengths in bytes to UTF-16 characters); and
/// column statistics, which for strings hold the smallest and the largest text whole, four times. Immutable.
/// </summary>
internal sealed class ParquetLayout
{
    private readonly Dictionary<string, DataField> _physical;

    public ParquetLayout(IReadOnlyList<DataField> declared)
    {
        Declared = new ParquetSchema(declared);
        ParquetSchema physical = new(declared.Select(field => Physical(field.Name, field)).ToArray());
        _physical = physical.DataFields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>The schema a file is created with.</summary>
    public ParquetSchema Declared { get; }

    /// <summary>The field to pass to a row group's reader or writer.</summary>
    public DataField this[string name] => _physical[name];

    /// <summary>
    /// Zstandard with an explicit level: Parquet.Net 6.1.0's default level is the slowest one, at 1 % of this speed.
    /// </summary>
    public static ParquetOptions WritingOptions() => new()
    {
        CompressionMethod = CompressionMethod.Zstd,
        CompressionLevel = CompressionLevel.Optimal,
    };

    /// <summary>
    /// For parts of the work directory, which are written once and read by each stage: the fastest level, an eighth larger at twice the speed, and no dictionary of a
    /// column whose first values show that it has none.
    /// </summary>
    public static ParquetOptions WorkingOptions() => new()
    {
        CompressionMethod = CompressionMethod.Zstd,
        CompressionLevel = CompressionLevel.Fastest,
        DictionaryEncodingSampleSize = 256,
    };

    /// <summary>A required or optional string column.</summary>
    public static DataField Text(string name, bool isNullable) => new(name, typeof(string), isNullable);

    private static DataField Physical(string name, DataField field) =>
        new(name, IsText(field) ? typeof(byte[]) : field.ClrType, field.IsNullable, isArray: false);

    private static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);
}
