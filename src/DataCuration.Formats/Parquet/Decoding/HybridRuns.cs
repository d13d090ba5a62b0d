using System.Buffers.Binary;
using System.Numerics;

namespace DataCuration.Formats.Parquet.Decoding;

/// <summary>
/// Integers of a fixed bit width as runs of equal values and packed groups of eight (apache/parquet-format, Encodings.md, "RLE / Bit-Packing
/// Hybrid"). Each run's header consumes bytes, so the work is bounded by the bytes and the values asked for. Pure.
/// </summary>
internal static class HybridRuns
{
    /// <summary>Fills the target.</summary>
    /// <exception cref="InvalidDataException">The bytes hold fewer values.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, int bitWidth, Span<int> target)
    {
        if (bitWidth is < 0 or > 32) throw new InvalidDataException($"a bit width of {bitWidth}");
        int valueBytes = (bitWidth + 7) / 8;
        while (!target.IsEmpty)
        {
            ulong header = Varint(ref bytes);
            int count;
            if ((header & 1) == 0)
            {
                if (bytes.Length < valueBytes) throw TooFew();
                uint value = 0;
                for (int i = 0; i < valueBytes; i++) value |= (uint)bytes[i] << (8 * i);
                bytes = bytes[valueBytes..];
                count = (int)Math.Min(header >> 1, (ulong)target.Length);
                target[..count].Fill((int)value);
            }
            else
            {
                count = (int)Math.Min((header >> 1) * 8, (ulong)target.Length);
                Unpack(bytes, bitWidth, target[..count]);
                ulong packed = (header >> 1) * (ulong)bitWidth;
                bytes = packed < (ulong)bytes.Length ? bytes[(int)packed..] : [];
            }

            target = target[count..];
        }
    }

    /// <summary>The number of bits that hold values up to <paramref name="max"/>.</summary>
    public static int WidthOf(int max) => 32 - BitOperations.LeadingZeroCount((uint)max);

    private static void Unpack(ReadOnlySpan<byte> bytes, int bitWidth, Span<int> target)
    {
        if ((long)target.Length * bitWidth > (long)bytes.Length * 8) throw TooFew();
        uint mask = bitWidth == 32 ? uint.MaxValue : (1u << bitWidth) - 1;
        long bit = 0;
        for (int i = 0; i < target.Length; i++, bit += bitWidth)
        {
            ReadOnlySpan<byte> at = bytes[(int)(bit >> 3)..];
            ulong window;
            if (at.Length >= sizeof(ulong))
            {
                window = BinaryPrimitives.ReadUInt64LittleEndian(at);
            }
            else
            {
                window = 0;
                for (int k = 0; k < at.Length; k++) window |= (ulong)at[k] << (8 * k);
            }

            target[i] = (int)((uint)(window >> (int)(bit & 7)) & mask);
        }
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; shift < 35 && !bytes.IsEmpty; shift += 7)
        {
            byte part = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw TooFew();
    }

    private static InvalidDataException TooFew() => new("a page holds fewer values than it claims");
}
