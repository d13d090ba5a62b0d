// The file: magic, version, XxHash3 of the rest (8 bytes), the length of what follows when decompressed, then one Brotli stream of: number of languages, each as a length-prefixed tag; the weight's unit (nats, float32); number of
// sole scripts and (script, language) pairs; number of tables, and for each: script, number of columns, their languages, log2 of slots, a bitmap of the filled slots, 16 bits of hash
// a filled slot, and the rows column by column (a column compresses better than a row). Rows are in the order of their slots, so a slot's row is its rank in the bitmap.
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace DataCuration.Quality.Language;

/// <summary>Reads and writes model files.</summary>
internal static class LanguageModelFile
{
    public const int FormatVersion = 1;

    private const int HeaderBytes = 16;
    private const int MaxLanguages = 4096;

    private static ReadOnlySpan<byte> Magic => "DCLI"u8;

    /// <exception cref="InvalidDataException">No model file, another version, or a damaged one.</exception>
    public static LanguageModel Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderBytes + sizeof(int) || !file[..4].SequenceEqual(Magic))
        {
            throw new InvalidDataException("not a language model of DataCuration");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(file[4..]);
        if (version != FormatVersion)
        {
            throw new InvalidDataException($"language model of format {version}; this version reads format {FormatVersion}");
        }

        if (XxHash3.HashToUInt64(file[HeaderBytes..]) != BinaryPrimitives.ReadUInt64LittleEndian(file[8..]))
        {
            throw new InvalidDataException("damaged language model: its checksum differs");
        }

        byte[] body = new byte[BinaryPrimitives.ReadInt32LittleEndian(file[HeaderBytes..])];
        if (!BrotliDecoder.TryDecompress(file[(HeaderBytes + sizeof(int))..], body, out int written) || written != body.Length)
        {
            throw new InvalidDataException("damaged language model: it does not decompress");
        }

        using BinaryReader reader = new(new MemoryStream(body), Encoding.UTF8);
        return ReadBody(reader, body);
    }

    public static void Write(Stream output, LanguageModel model)
    {
        using MemoryStream body = new();
        using BinaryWriter writer = new(body, Encoding.UTF8);
        WriteBody(writer, model);
        writer.Flush();
        byte[] compressed = new byte[sizeof(int) + BrotliEncoder.GetMaxCompressedLength((int)body.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(compressed, (int)body.Length);
        BrotliEncoder.TryCompress(body.GetBuffer().AsSpan(0, (int)body.Length), compressed.AsSpan(sizeof(int)), out int length, quality: 11, window: 24);
        ReadOnlySpan<byte> bytes = compressed.AsSpan(0, sizeof(int) + length);
        Span<byte> header = stackalloc byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], FormatVersion);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], XxHash3.HashToUInt64(bytes));
        output.Write(header);
        output.Write(bytes);
    }

    private static LanguageModel ReadBody(BinaryReader reader, byte[] body)
    {
        int count = reader.ReadUInt16();
        if (count > MaxLanguages)
        {
            throw new InvalidDataException($"{count} languages in a language model; at most {MaxLanguages}");
        }

        string[] languages = new string[count];
        for (int i = 0; i < count; i++)
        {
            languages[i] = reader.ReadString();
        }

        float unit = reader.ReadSingle();
        Dictionary<Script, ushort> soles = [];
        for (int i = reader.ReadByte(); i > 0; i--)
        {
            Script script = (Script)reader.ReadByte();
            soles[script] = reader.ReadUInt16();
        }

        NGramTable[] tables = new NGramTable[reader.ReadByte()];
        for (int i = 0; i < tables.Length; i++)
        {
            tables[i] = ReadTable(reader, body);
        }

        return new LanguageModel(languages, unit, soles, tables);
    }

    private static NGramTable ReadTable(BinaryReader reader, byte[] body)
    {
        Script script = (Script)reader.ReadByte();
        ushort[] languages = new ushort[reader.ReadUInt16()];
        for (int i = 0; i < languages.Length; i++)
        {
            languages[i] = reader.ReadUInt16();
        }

        byte[] bitmap = reader.ReadBytes((1 << reader.ReadByte()) / 8);
        uint[] slots = new uint[bitmap.Length * 8];
        uint rows = 0;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if ((bitmap[slot >> 3] & (1 << (slot & 7))) != 0)
            {
                slots[slot] = ++rows;
            }
        }

        byte[] tags = reader.ReadBytes((int)rows * 2);
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot] is uint row and not 0)
            {
                slots[slot] = row | ((uint)BinaryPrimitives.ReadUInt16LittleEndian(tags.AsSpan((int)(row - 1) * 2)) << 16);
            }
        }

        ReadOnlySpan<byte> columns = body.AsSpan((int)reader.BaseStream.Position, (int)rows * languages.Length);
        reader.BaseStream.Position += columns.Length;
        return new NGramTable(script, languages, slots, Transpose(columns, (int)rows, languages.Length));
    }

    // Columns to rows, a block of rows at a time so that what is written stays in the nearest cache.
    private static byte[] Transpose(ReadOnlySpan<byte> columns, int rows, int languages)
    {
        const int Block = 128;
        int stride = NGramTable.StrideOf(languages);
        byte[] weights = new byte[rows * stride];
        for (int first = 0; first < rows; first += Block)
        {
            int count = Math.Min(Block, rows - first);
            for (int column = 0; column < languages; column++)
            {
                ReadOnlySpan<byte> values = columns.Slice((column * rows) + first, count);
                Span<byte> target = weights.AsSpan((first * stride) + column);
                for (int row = 0; row < values.Length; row++)
                {
                    target[row * stride] = values[row];
                }
            }
        }

        return weights;
    }

    private static void WriteBody(BinaryWriter writer, LanguageModel model)
    {
        writer.Write((ushort)model.Languages.Count);
        foreach (string language in model.Languages)
        {
            writer.Write(language);
        }

        writer.Write(model.Unit);
        writer.Write((byte)model.SoleLanguages.Count);
        foreach ((Script script, ushort language) in model.SoleLanguages.OrderBy(pair => pair.Key))
        {
            writer.Write((byte)script);
            writer.Write(language);
        }

        writer.Write((byte)model.Tables.Count);
        foreach (NGramTable table in model.Tables)
        {
            table.Write(writer);
        }
    }
}
