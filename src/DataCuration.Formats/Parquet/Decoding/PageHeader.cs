namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>A page's header (parquet.thrift, PageHeader, with the parts of each kind of page that reading needs).</summary>
/// <param name="Kind">0 data, 1 index, 2 dictionary, 3 data of version 2.</param>
/// <param name="HeaderBytes">The header's own length.</param>
/// <param name="CompressedBytes">The bytes that follow the header.</param>
/// <param name="Bytes">Their length when decompressed.</param>
/// <param name="ValueCount">Values, nulls included.</param>
/// <param name="Encoding">How the values are encoded (parquet.thrift, Encoding).</param>
/// <param name="DefinitionEncoding">How a version 1 page's definition levels are encoded.</param>
/// <param name="RepetitionEncoding">How a version 1 page's repetition levels are encoded.</param>
/// <param name="DefinitionBytes">Length of a version 2 page's definition levels.</param>
/// <param name="RepetitionBytes">Length of a version 2 page's repetition levels.</param>
/// <param name="IsCompressed">False when a version 2 page's values are stored as they are.</param>
internal readonly record struct PageHeader(
    int Kind,
    int HeaderBytes,
    int CompressedBytes,
    int Bytes,
    int ValueCount,
    int Encoding,
    int DefinitionEncoding,
    int RepetitionEncoding,
    int DefinitionBytes,
    int RepetitionBytes,
    bool IsCompressed)
{
    /// <summary>The largest page that is read: a bound on memory.</summary>
    public const int MaxBytes = 1 << 30;

    /// <summary>Reads the header at the start of the bytes.</summary>
    /// <exception cref="InvalidDataException">The header is damaged, or the page does not fit into the bytes.</exception>
    public static PageHeader Read(ReadOnlySpan<byte> bytes)
    {
        CompactReader reader = new(bytes);
        PageHeader header = new() { Kind = -1, IsCompressed = true, Bytes = -1, CompressedBytes = -1 };
        int id = 0;
        while (reader.NextField(ref id, out int type))
        {
            header = id switch
            {
                1 => header with { Kind = Checked(reader.Integer(type)) },
                2 => header with { Bytes = Checked(reader.Integer(type)) },
                3 => header with { CompressedBytes = Checked(reader.Integer(type)) },
                5 or 7 or 8 => ReadKind(ref reader, type, id, header),
                _ => Skip(ref reader, type, header),
            };
        }

        header = header with { HeaderBytes = reader.Position };
        bool hasSizes = header.Kind is >= 0 and <= 3 && header.Bytes is >= 0 and <= MaxBytes && header.CompressedBytes >= 0;
        bool fits = header.CompressedBytes <= bytes.Length - header.HeaderBytes;
        return hasSizes && fits ? header : throw new InvalidDataException("a page's header is damaged");
    }

    private static PageHeader Skip(ref CompactReader reader, int type, PageHeader header)
    {
        reader.Skip(type);
        return header;
    }

    private static PageHeader ReadKind(ref CompactReader reader, int type, int kind, PageHeader header)
    {
        reader.Struct(type);
        int encodingId = kind == 8 ? 4 : 2;
        int id = 0;
        while (reader.NextField(ref id, out int field))
        {
            if (id == 1) header = header with { ValueCount = Checked(reader.Integer(field)) };
            else if (id == encodingId) header = header with { Encoding = Checked(reader.Integer(field)) };
            else if (kind == 5 && id == 3) header = header with { DefinitionEncoding = Checked(reader.Integer(field)) };
            else if (kind == 5 && id == 4) header = header with { RepetitionEncoding = Checked(reader.Integer(field)) };
            else if (kind == 8 && id == 5) header = header with { DefinitionBytes = Checked(reader.Integer(field)) };
            else if (kind == 8 && id == 6) header = header with { RepetitionBytes = Checked(reader.Integer(field)) };
            else if (kind == 8 && id == 7) header = header with { IsCompressed = reader.Flag(field) };
            else reader.Skip(field);
        }

        return header;
    }

    private static int Checked(long value) => value is >= 0 and <= int.MaxValue ? (int)value : throw new InvalidDataException("a page's header is damaged");
}
