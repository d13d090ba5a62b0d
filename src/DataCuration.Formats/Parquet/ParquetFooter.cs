using System.Buffers.Binary;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// Checks a Parquet file's footer before Parquet.Net 6.1.0 parses it, because that parser loops for ever on a footer that does not
/// end. The footer is one struct in Thrift's compact protocol (apache/thrift, doc/specs/thrift-compact-protocol.md); walking it
/// needs no schema. Cost: one pass over the footer.
/// </summary>
internal static class ParquetFooter
{
    private const int TailBytes = 8;
    private const int MaxDepth = 64;

    /// <summary>Throws when the stream does not end with a whole footer; leaves the position anywhere.</summary>
    /// <exception cref="InvalidDataException">The footer is missing, cut off or damaged.</exception>
    public static async Task CheckAsync(Stream file, CancellationToken cancellationToken)
    {
        byte[] tail = new byte[TailBytes];
        if (file.Length < TailBytes + "PAR1"u8.Length) throw new InvalidDataException("it is too short to be a Parquet file");
        file.Position = file.Length - TailBytes;
        await file.ReadExactlyAsync(tail, cancellationToken).ConfigureAwait(false);
        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8)) throw new InvalidDataException("it does not end like a Parquet file; it is cut off or still being written");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > file.Length - TailBytes - 4 || length > int.MaxValue) throw new InvalidDataException("its footer's length is wrong");
        byte[] footer = new byte[length];
        file.Position = file.Length - TailBytes - length;
        await file.ReadExactlyAsync(footer, cancellationToken).ConfigureAwait(false);
        if (!IsWhole(footer)) throw new InvalidDataException("its footer is damaged");
    }

    /// <summary>True when the bytes begin with one whole struct.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> bytes) => SkipStruct(ref bytes, MaxDepth);

    private static bool SkipStruct(ref ReadOnlySpan<byte> bytes, int depth)
    {
        while (depth > 0 && TryByte(ref bytes, out byte header))
        {
            if (header == 0) return true;
            bool hasLongId = header >> 4 == 0;
            if (hasLongId && !TryVarint(ref bytes, out _)) return false;
            int type = header & 0x0F;

            // A field's boolean is its type; an element's boolean is a byte.
            if (type is not (1 or 2) && !SkipValue(ref bytes, type, depth)) return false;
        }

        return false;
    }

    private static bool SkipValue(ref ReadOnlySpan<byte> bytes, int type, int depth) => type switch
    {
        1 or 2 or 3 => Skip(ref bytes, 1),
        4 or 5 or 6 => TryVarint(ref bytes, out _),
        7 => Skip(ref bytes, 8),
        8 => TryVarint(ref bytes, out ulong length) && Skip(ref bytes, length),
        9 or 10 => SkipList(ref bytes, depth - 1),
        11 => SkipMap(ref bytes, depth - 1),
        12 => SkipStruct(ref bytes, depth - 1),
        _ => false,
    };

    private static bool SkipList(ref ReadOnlySpan<byte> bytes, int depth)
    {
        if (depth <= 0 || !TryByte(ref bytes, out byte header)) return false;
        ulong count = (ulong)(header >> 4);
        if (count == 15 && !TryVarint(ref bytes, out count)) return false;
        for (; count > 0; count--)
        {
            if (!SkipValue(ref bytes, header & 0x0F, depth)) return false;
        }

        return true;
    }

    private static bool SkipMap(ref ReadOnlySpan<byte> bytes, int depth)
    {
        if (depth <= 0 || !TryVarint(ref bytes, out ulong count)) return false;
        if (count == 0) return true;
        if (!TryByte(ref bytes, out byte types)) return false;
        for (; count > 0; count--)
        {
            if (!SkipValue(ref bytes, types >> 4, depth) || !SkipValue(ref bytes, types & 0x0F, depth)) return false;
        }

        return true;
    }

    private static bool TryByte(ref ReadOnlySpan<byte> bytes, out byte value)
    {
        value = bytes.IsEmpty ? (byte)0 : bytes[0];
        return Skip(ref bytes, 1);
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (!TryByte(ref bytes, out byte part)) return false;
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return true;
        }

        return false;
    }

    private static bool Skip(ref ReadOnlySpan<byte> bytes, ulong count)
    {
        if ((ulong)bytes.Length < count) return false;
        bytes = bytes[(int)count..];
        return true;
    }
}
