// The file: magic, version, XxHash3 of the rest (8 bytes), the length of what follows when decompressed, then one Brotli stream of: number of languages, each as a length-prefixed tag; the weight's unit (nats, float32); number of
// sole scripts and (script, language) pairs; number of tables, and for each: script, number of columns, their languages, log2 of slots, a bitmap of the filled slots, 16 bits of hash
// a filled slot, and the rows column by column (three quarters of the weights are 0: a bitmap of the others, then those). Rows are in the order of their slots, so a slot's row is its rank in the bitmap.
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace DataCuration.Quality.Language;

/// <summary>Reads and writes model files.</summary>
internal static class LanguageModelFile
{
    public const int FormatVersion = 1;

    private const int HeaderBytes = 16;
    private const int MaxLanguages = 4096;

    private static ReadOnlySpan<byte> Magic => "DCLI"u8;

    /// <summary>Whether a file begins like a model; false when it cannot be opened.</summary>
    public static bool IsModel(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> head = stackalloc byte[4];
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual(Magic);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

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

    // Runs once a process, over millions of bytes: not for the first, unoptimised tier of the runtime.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

        return new NGramTable(script, languages, slots, ReadRows(reader, body, (int)rows, languages.Length));
    }

    // Columns to rows: of each column a bitmap of the rows that have a weight, then those weights.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte[] ReadRows(BinaryReader reader, byte[] body, int rows, int languages)
    {
        int stride = NGramTable.StrideOf(languages);
        byte[] weights = new byte[rows * stride];
        int at = (int)reader.BaseStream.Position;
        int bitmapBytes = (rows + 7) / 8;
        for (int column = 0; column < languages; column++)
        {
            ReadOnlySpan<byte> bitmap = body.AsSpan(at, bitmapBytes);
            at += bitmapBytes;
            for (int i = 0; i < bitmap.Length; i++)
            {
                for (int bits = bitmap[i]; bits != 0; bits &= bits - 1)
                {
                    weights[(((i * 8) + BitOperations.TrailingZeroCount(bits)) * stride) + column] = body[at++];
                }
            }
        }

        reader.BaseStream.Position = at;
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
