using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>Decodes the values of one page (apache/parquet-format, Encodings.md) and appends them to a column's. Counts are held against bytes before memory is taken. Pure.</summary>
internal static class ValueDecoder
{
    private const int Plain = 0;
    private const int PlainDictionary = 2;
    private const int Runs = 3;
    private const int Delta = 5;
    private const int DeltaLength = 6;
    private const int DeltaBytes = 7;
    private const int RunsDictionary = 8;
    private const int ByteStreamSplit = 9;

    /// <summary>Texts of one page that share beginnings may be longer than the page; more than this together is damage.</summary>
    private const long MaxSharedBytes = PageHeader.MaxBytes;

    /// <summary>Appends <paramref name="count"/> values.</summary>
    /// <exception cref="InvalidDataException">The page is damaged, or its encoding is none that its type has.</exception>
    public static void Decode(int encoding, ReadOnlyMemory<byte> page, int count, ColumnValues target, ColumnValues? dictionary)
    {
        if (count == 0) return;
        PhysicalType type = target.Column.Type!.Value;
        switch (encoding)
        {
            case Plain:
                DecodePlain(page, count, target);
                break;
            case PlainDictionary or RunsDictionary:
                DecodeIndexes(page.Span, count, target, dictionary ?? throw new InvalidDataException("a page needs a dictionary and there is none"));
                break;
            case Runs when type == PhysicalType.Boolean:
                DecodeBooleanRuns(page.Span, count, target);
                break;
            case Delta when type is PhysicalType.Int32 or PhysicalType.Int64:
                ReadOnlySpan<byte> bytes = page.Span;
                long[] values = DeltaIntegers.Decode(ref bytes, count);
                if (values.Length != count) throw TooFew();
                if (type == PhysicalType.Int32) foreach (long value in values) target.Integers.Add((int)value);
                else target.Integers.AddRange(values);
                break;
            case DeltaLength when type == PhysicalType.ByteArray:
                target.Bytes.AddRange(DecodeLengths(page, count));
                break;
            case DeltaBytes when type is PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray:
                DecodePrefixes(page, count, target.Bytes);
                break;
            case ByteStreamSplit when type is not (PhysicalType.Boolean or PhysicalType.ByteArray or PhysicalType.Int96):
                DecodePlain(Join(page.Span, count, WidthOf(target.Column)), count, target);
                break;
            default:
                throw new InvalidDataException($"encoding {encoding} of {type} is not read");
        }
    }

    private static int WidthOf(SchemaNode column) => column.Type switch
    {
        PhysicalType.Int32 or PhysicalType.Float => 4,
        PhysicalType.Int64 or PhysicalType.Double => 8,
        PhysicalType.Int96 => 12,
        PhysicalType.FixedLengthByteArray => column.TypeLength,
        _ => 0,
    };

    private static void DecodePlain(ReadOnlyMemory<byte> page, int count, ColumnValues target)
    {
        int width = WidthOf(target.Column);
        ReadOnlySpan<byte> bytes = page.Span;
        long needed = target.Column.Type == PhysicalType.Boolean ? (count + 7L) / 8 : (long)count * Math.Max(width, target.Column.Type == PhysicalType.ByteArray ? 4 : 0);
        if (needed > bytes.Length) throw TooFew();
        switch (target.Column.Type)
        {
            case PhysicalType.Boolean:
                for (int i = 0; i < count; i++) target.Integers.Add((bytes[i >> 3] >> (i & 7)) & 1);
                break;
            case PhysicalType.Int32:
                for (int i = 0; i < count; i++) target.Integers.Add(BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]));
                break;
            case PhysicalType.Int64:
                for (int i = 0; i < count; i++) target.Integers.Add(BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]));
                break;
            case PhysicalType.Float:
                for (int i = 0; i < count; i++) target.Reals.Add(BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]));
                break;
            case PhysicalType.Double:
                for (int i = 0; i < count; i++) target.Reals.Add(BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]));
                break;
            case PhysicalType.ByteArray:
                DecodePlainBytes(page, count, target.Bytes);
                break;
            default:
                for (int i = 0; i < count; i++) target.Bytes.Add(page.Slice(i * width, width));
                break;
        }
    }

    private static void DecodePlainBytes(ReadOnlyMemory<byte> page, int count, List<ReadOnlyMemory<byte>> target)
    {
        ReadOnlySpan<byte> bytes = page.Span;
        int offset = 0;
        for (int i = 0; i < count; i++)
        {
            if (bytes.Length - offset < 4) throw TooFew();
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
            offset += 4;
            if (length > bytes.Length - offset) throw TooFew();
            target.Add(page.Slice(offset, (int)length));
            offset += (int)length;
        }
    }

    private static void DecodeIndexes(ReadOnlySpan<byte> bytes, int count, ColumnValues target, ColumnValues dictionary)
    {
        if (bytes.IsEmpty) throw TooFew();
        int[] indexes = new int[count];
        HybridRuns.Decode(bytes[1..], bytes[0], indexes);
        Append(indexes, dictionary.Integers, target.Integers);
        Append(indexes, dictionary.Reals, target.Reals);
        Append(indexes, dictionary.Bytes, target.Bytes);
        if (dictionary.Count == 0) throw new InvalidDataException("a page needs a dictionary and it is empty");
    }

    private static void Append<T>(int[] indexes, List<T> dictionary, List<T> target)
    {
        if (dictionary.Count == 0) return;
        ReadOnlySpan<T> entries = CollectionsMarshal.AsSpan(dictionary);
        foreach (int index in indexes)
        {
            if ((uint)index >= (uint)entries.Length) throw new InvalidDataException("a value lies outside of the dictionary");
            target.Add(entries[index]);
        }
    }

    private static void DecodeBooleanRuns(ReadOnlySpan<byte> bytes, int count, ColumnValues target)
    {
        if (bytes.Length < 4) throw TooFew();
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length > bytes.Length - 4) throw TooFew();
        int[] values = new int[count];
        HybridRuns.Decode(bytes.Slice(4, (int)length), 1, values);
        foreach (int value in values) target.Integers.Add(value);
    }

    private static List<ReadOnlyMemory<byte>> DecodeLengths(ReadOnlyMemory<byte> page, int count)
    {
        ReadOnlySpan<byte> bytes = page.Span;
        long[] lengths = DeltaIntegers.Decode(ref bytes, count);
        if (lengths.Length != count) throw TooFew();
        int offset = page.Length - bytes.Length;
        List<ReadOnlyMemory<byte>> values = new(count);
        foreach (long length in lengths)
        {
            if (length < 0 || length > page.Length - offset) throw TooFew();
            values.Add(page.Slice(offset, (int)length));
            offset += (int)length;
        }

        return values;
    }

    private static void DecodePrefixes(ReadOnlyMemory<byte> page, int count, List<ReadOnlyMemory<byte>> target)
    {
        ReadOnlySpan<byte> bytes = page.Span;
        long[] prefixes = DeltaIntegers.Decode(ref bytes, count);
        if (prefixes.Length != count) throw TooFew();
        List<ReadOnlyMemory<byte>> suffixes = DecodeLengths(page[(page.Length - bytes.Length)..], count);
        ReadOnlyMemory<byte> last = default;
        long total = 0;
        for (int i = 0; i < count; i++)
        {
            if (prefixes[i] < 0 || prefixes[i] > last.Length) throw new InvalidDataException("a value's beginning is longer than the value before it");
            if (prefixes[i] == 0)
            {
                last = suffixes[i];
            }
            else
            {
                byte[] joined = new byte[prefixes[i] + suffixes[i].Length];
                total += joined.Length;
                if (total > MaxSharedBytes) throw new InvalidDataException("a page's values are too large");
                last.Span[..(int)prefixes[i]].CopyTo(joined);
                suffixes[i].Span.CopyTo(joined.AsSpan((int)prefixes[i]));
                last = joined;
            }

            target.Add(last);
        }
    }

    /// <summary>Undoes the split: byte k of all values lies together.</summary>
    private static byte[] Join(ReadOnlySpan<byte> bytes, int count, int width)
    {
        if ((long)count * width > bytes.Length) throw TooFew();
        byte[] joined = new byte[count * width];
        for (int k = 0; k < width; k++)
        {
            for (int i = 0; i < count; i++) joined[(i * width) + k] = bytes[(k * count) + i];
        }

        return joined;
    }

    private static InvalidDataException TooFew() => new("a page holds fewer values than it claims");
}
