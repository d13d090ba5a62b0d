using System.Buffers.Binary;

namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>
/// Integers as packed differences (apache/parquet-format, Encodings.md, "Delta Encoding", DELTA_BINARY_PACKED). Each block consumes bytes, so the work is
/// bounded by the bytes and the values asked for. Pure.
/// </summary>
internal static class DeltaIntegers
{
    private const int MaxBlockValues = 1 << 20;

    /// <summary>The values, and what follows them.</summary>
    /// <param name="bytes">The encoded values; moved to what follows them.</param>
    /// <param name="maxCount">The most values that are believable.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static long[] Decode(ref ReadOnlySpan<byte> bytes, int maxCount)
    {
        ulong blockValues = Varint(ref bytes);
        ulong miniblocks = Varint(ref bytes);
        ulong count = Varint(ref bytes);
        long value = ZigZag(ref bytes);
        bool isSound = blockValues is > 0 and <= MaxBlockValues && miniblocks is > 0 and <= MaxBlockValues && blockValues % miniblocks == 0 && count <= (ulong)maxCount;
        if (!isSound) throw Damaged();
        int perMiniblock = (int)(blockValues / miniblocks);
        long[] values = new long[count];
        if (count == 0) return values;
        values[0] = value;
        int filled = 1;
        while (filled < values.Length)
        {
            long least = ZigZag(ref bytes);
            ReadOnlySpan<byte> widths = Take(ref bytes, (int)miniblocks);
            foreach (byte width in widths)
            {
                if (filled == values.Length) break;
                if (width > 64) throw Damaged();
                Span<long> target = values.AsSpan(filled, Math.Min(perMiniblock, values.Length - filled));
                long whole = (long)perMiniblock * width / 8;

                // The last miniblock may be written only as far as it has values.
                ReadOnlySpan<byte> packed = Take(ref bytes, (int)Math.Min(whole, bytes.Length));
                if ((long)target.Length * width > packed.Length * 8L) throw Damaged();
                for (int i = 0; i < target.Length; i++)
                {
                    value = unchecked(value + least + (long)Unpack(packed, (long)i * width, width));
                    target[i] = value;
                }

                filled += target.Length;
            }
        }

        return values;
    }

    private static ulong Unpack(ReadOnlySpan<byte> bytes, long bit, int width)
    {
        if (width == 0) return 0;
        ReadOnlySpan<byte> at = bytes[(int)(bit >> 3)..];
        int shift = (int)(bit & 7);
        ulong value;
        if (at.Length >= sizeof(ulong))
        {
            value = BinaryPrimitives.ReadUInt64LittleEndian(at) >> shift;
            if (width + shift > 64) value |= (ulong)at[8] << (64 - shift);
        }
        else
        {
            value = 0;
            for (int k = 0; k < at.Length; k++) value |= (ulong)at[k] << (8 * k);
            value >>= shift;
        }

        return width == 64 ? value : value & ((1UL << width) - 1);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length) throw Damaged();
        ReadOnlySpan<byte> taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static long ZigZag(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = Varint(ref bytes);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte part = Take(ref bytes, 1)[0];
            if (shift < 64) value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw Damaged();
    }

    private static InvalidDataException Damaged() => new("a page's delta encoding is damaged");
}
