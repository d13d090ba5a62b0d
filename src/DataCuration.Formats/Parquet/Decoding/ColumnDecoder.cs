using System.Buffers.Binary;

namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>
/// Decodes a column chunk's bytes, page by page. It exists beside Parquet.Net because a damaged page sends that library (6.1.0) into loops that nothing
/// can interrupt. Here every page consumes bytes and every count is held against them, so the work is bounded by the chunk's length. Pure.
/// </summary>
internal static class ColumnDecoder
{
    private const int DataPage = 0;
    private const int DictionaryPage = 2;
    private const int DataPageOfVersion2 = 3;
    private const int LevelRuns = 3;

    /// <summary>All values of the chunk.</summary>
    /// <param name="column">The column.</param>
    /// <param name="chunk">What the footer says about the chunk.</param>
    /// <param name="bytes">The chunk's bytes.</param>
    /// <param name="maxValues">The most values that are believable.</param>
    /// <exception cref="InvalidDataException">The chunk is damaged.</exception>
    public static ColumnValues Decode(SchemaNode column, ColumnChunk chunk, ReadOnlyMemory<byte> bytes, long maxValues)
    {
        if (chunk.ValueCount > maxValues) throw new InvalidDataException($"column '{column.Path}' claims {chunk.ValueCount} values; up to {maxValues} are read");
        using PageCompression compression = new(chunk.Codec);
        ColumnValues values = new(column);
        ColumnValues? dictionary = null;
        while (values.Count < chunk.ValueCount)
        {
            if (bytes.IsEmpty) throw new InvalidDataException($"column '{column.Path}' ends before its last value");
            PageHeader header = PageHeader.Read(bytes.Span);
            ReadOnlyMemory<byte> body = bytes.Slice(header.HeaderBytes, header.CompressedBytes);
            bytes = bytes[(header.HeaderBytes + header.CompressedBytes)..];
            if (header.Kind is DataPage or DataPageOfVersion2 && header.ValueCount > chunk.ValueCount - values.Count)
            {
                throw new InvalidDataException($"a page of column '{column.Path}' claims more values than the column has");
            }

            switch (header.Kind)
            {
                case DataPage:
                    DecodePage(header, compression.Decompress(body, header.Bytes), values, dictionary);
                    break;
                case DataPageOfVersion2:
                    DecodePageOfVersion2(header, body, compression, values, dictionary);
                    break;
                case DictionaryPage:
                    dictionary = new ColumnValues(column) { Count = header.ValueCount };
                    ValueDecoder.Decode(encoding: 0, compression.Decompress(body, header.Bytes), header.ValueCount, dictionary, null);
                    break;
                default:
                    break; // An index page says nothing that is needed.
            }
        }

        return values;
    }

    private static void DecodePage(PageHeader header, ReadOnlyMemory<byte> page, ColumnValues values, ColumnValues? dictionary)
    {
        SchemaNode column = values.Column;
        if (column.MaxRepetition > 0) AddLevels(TakeLevels(ref page, header.RepetitionEncoding), column.MaxRepetition, header.ValueCount, values.Repetitions);
        int present = column.MaxDefinition > 0
            ? AddLevels(TakeLevels(ref page, header.DefinitionEncoding), column.MaxDefinition, header.ValueCount, values.Definitions)
            : header.ValueCount;
        ValueDecoder.Decode(header.Encoding, page, present, values, dictionary);
        values.Count += header.ValueCount;
    }

    private static void DecodePageOfVersion2(
        PageHeader header, ReadOnlyMemory<byte> body, PageCompression compression, ColumnValues values, ColumnValues? dictionary)
    {
        SchemaNode column = values.Column;
        long levelBytes = (long)header.RepetitionBytes + header.DefinitionBytes;
        if (levelBytes > body.Length || levelBytes > header.Bytes) throw new InvalidDataException("a page's levels are longer than the page");
        if (column.MaxRepetition > 0) AddLevels(body.Span[..header.RepetitionBytes], column.MaxRepetition, header.ValueCount, values.Repetitions);
        int present = column.MaxDefinition > 0
            ? AddLevels(body.Span.Slice(header.RepetitionBytes, header.DefinitionBytes), column.MaxDefinition, header.ValueCount, values.Definitions)
            : header.ValueCount;
        ReadOnlyMemory<byte> page = body[(int)levelBytes..];
        if (present > 0)
        {
            if (header.IsCompressed) page = compression.Decompress(page, header.Bytes - (int)levelBytes);
            ValueDecoder.Decode(header.Encoding, page, present, values, dictionary);
        }

        values.Count += header.ValueCount;
    }

    private static ReadOnlySpan<byte> TakeLevels(ref ReadOnlyMemory<byte> page, int encoding)
    {
        if (encoding != LevelRuns) throw new InvalidDataException($"levels in encoding {encoding} are not read");
        if (page.Length < 4) throw new InvalidDataException("a page ends before its levels");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(page.Span);
        if (length > page.Length - 4) throw new InvalidDataException("a page ends before its levels");
        ReadOnlySpan<byte> levels = page.Span.Slice(4, (int)length);
        page = page[(4 + (int)length)..];
        return levels;
    }

    /// <summary>Appends one level an entry; returns how many are the highest, which stands for a value that is there.</summary>
    private static int AddLevels(ReadOnlySpan<byte> bytes, int max, int count, List<byte> target)
    {
        int[] levels = new int[count];
        HybridRuns.Decode(bytes, HybridRuns.WidthOf(max), levels);
        int present = 0;
        target.EnsureCapacity(target.Count + count);
        foreach (int level in levels)
        {
            if ((uint)level > (uint)max) throw new InvalidDataException("a page's levels are damaged");
            if (level == max) present++;
            target.Add((byte)level);
        }

        return present;
    }
}
