using System.Buffers.Binary;
using System.Text;

namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>
/// A Parquet file's footer (apache/parquet-format, parquet.thrift, FileMetaData): schema and row groups. What it claims is held against the file: every
/// chunk lies inside it, and all together are no longer than it, so the work that a footer can ask for is bounded by the bytes there are.
/// Field numbers in this file are those of parquet.thrift. Immutable.
/// </summary>
internal sealed class FileMetadata
{
    private const int TailBytes = 8;
    private const int MaxFooterBytes = 1 << 29;

    private FileMetadata(SchemaNode root, List<SchemaNode> columns, List<RowGroup> rowGroups)
    {
        Root = root;
        Columns = columns;
        RowGroups = rowGroups;
    }

    /// <summary>The schema; its children are the top-level columns.</summary>
    public SchemaNode Root { get; }

    /// <summary>The schema's leaves: what chunks are stored of.</summary>
    public IReadOnlyList<SchemaNode> Columns { get; }

    /// <summary>The row groups in the file's order.</summary>
    public IReadOnlyList<RowGroup> RowGroups { get; }

    /// <summary>Reads the footer of a seekable file; leaves the position anywhere.</summary>
    /// <exception cref="InvalidDataException">The footer is missing, cut off, damaged or contradicts the file.</exception>
    public static async Task<FileMetadata> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        byte[] tail = new byte[TailBytes];
        if (file.Length < TailBytes + "PAR1"u8.Length) throw new InvalidDataException("it is too short to be a Parquet file");
        file.Position = file.Length - TailBytes;
        await file.ReadExactlyAsync(tail, cancellationToken).ConfigureAwait(false);
        if (tail.AsSpan(4).SequenceEqual("PARE"u8)) throw new InvalidDataException("its footer is encrypted");
        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8)) throw new InvalidDataException("it does not end like a Parquet file; it is cut off or still being written");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > Math.Min(MaxFooterBytes, file.Length - TailBytes - 4)) throw new InvalidDataException("its footer's length is wrong");
        byte[] footer = new byte[length];
        file.Position = file.Length - TailBytes - length;
        await file.ReadExactlyAsync(footer, cancellationToken).ConfigureAwait(false);
        return Parse(footer, file.Length);
    }

    /// <summary>Reads a footer's bytes.</summary>
    internal static FileMetadata Parse(ReadOnlySpan<byte> footer, long fileLength)
    {
        CompactReader reader = new(footer);
        SchemaTree? schema = null;
        List<RowGroup> groups = [];
        int id = 0;
        while (reader.NextField(ref id, out int type))
        {
            if (id == 2) schema = SchemaTree.Read(ref reader, type);
            else if (id == 4 && schema is not null) ReadRowGroups(ref reader, type, schema, groups, fileLength);
            else reader.Skip(type);
        }

        return schema is null ? throw new InvalidDataException("it has no schema") : new FileMetadata(schema.Root, schema.Columns, groups);
    }

    private static void ReadRowGroups(ref CompactReader reader, int type, SchemaTree schema, List<RowGroup> groups, long fileLength)
    {
        long bytesLeft = fileLength;
        for (int left = reader.List(type, out int elementType); left > 0; left--)
        {
            reader.Struct(elementType);
            List<ColumnChunk> chunks = [];
            long rowCount = -1;
            int id = 0;
            while (reader.NextField(ref id, out int field))
            {
                if (id == 1) ReadChunks(ref reader, field, schema, chunks, fileLength);
                else if (id == 3) rowCount = reader.Integer(field);
                else reader.Skip(field);
            }

            if (rowCount < 0) throw new InvalidDataException("a row group has no number of rows");
            if (chunks.Count != schema.Columns.Count) throw new InvalidDataException("a row group has other columns than the schema");
            bytesLeft -= chunks.Sum(chunk => chunk.Length);
            if (bytesLeft < 0) throw new InvalidDataException("its row groups claim more bytes than the file has");
            groups.Add(new RowGroup(rowCount, [.. chunks]));
        }
    }

    private static void ReadChunks(ref CompactReader reader, int type, SchemaTree schema, List<ColumnChunk> chunks, long fileLength)
    {
        for (int left = reader.List(type, out int elementType); left > 0; left--)
        {
            reader.Struct(elementType);
            ColumnChunk? chunk = null;
            int id = 0;
            while (reader.NextField(ref id, out int field))
            {
                if (id == 1) throw new InvalidDataException("its columns lie in other files");
                if (id == 3 && chunks.Count < schema.Columns.Count) chunk = ReadChunk(ref reader, field, schema.Columns[chunks.Count], fileLength);
                else reader.Skip(field);
            }

            chunks.Add(chunk ?? throw new InvalidDataException("a column's metadata is missing or encrypted"));
        }
    }

    private static ColumnChunk ReadChunk(ref CompactReader reader, int type, SchemaNode column, long fileLength)
    {
        reader.Struct(type);
        long physical = -1;
        long codec = -1;
        long values = -1;
        long length = -1;
        long uncompressed = 0;
        long dataOffset = -1;
        long dictionaryOffset = 0;
        string path = "";
        int id = 0;
        while (reader.NextField(ref id, out int field))
        {
            switch (id)
            {
                case 1:
                    physical = reader.Integer(field);
                    break;
                case 3:
                    path = ReadPath(ref reader, field);
                    break;
                case 4:
                    codec = reader.Integer(field);
                    break;
                case 5:
                    values = reader.Integer(field);
                    break;
                case 6:
                    uncompressed = reader.Integer(field);
                    break;
                case 7:
                    length = reader.Integer(field);
                    break;
                case 9:
                    dataOffset = reader.Integer(field);
                    break;
                case 11:
                    dictionaryOffset = reader.Integer(field);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        // Some writers state a dictionary's offset of 0 for "none".
        long offset = dictionaryOffset > 0 && dictionaryOffset < dataOffset ? dictionaryOffset : dataOffset;
        bool isInFile = offset >= 4 && length >= 0 && offset <= fileLength - length;
        if (physical != (long?)column.Type || path != column.Path || values < 0 || codec is < 0 or > 7 || !isInFile)
        {
            throw new InvalidDataException($"the metadata of column '{column.Path}' contradicts the schema or the file");
        }

        return new ColumnChunk((int)codec, values, offset, length, Math.Max(0, uncompressed));
    }

    private static string ReadPath(ref CompactReader reader, int type)
    {
        StringBuilder path = new();
        for (int left = reader.List(type, out int elementType); left > 0; left--)
        {
            if (path.Length > 0) path.Append('.');
            path.Append(Encoding.UTF8.GetString(reader.Binary(elementType)));
        }

        return path.ToString();
    }
}
