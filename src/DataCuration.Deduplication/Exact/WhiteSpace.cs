using System.Runtime.Intrinsics;

namespace DataCuration.Deduplication.Exact;

/// <summary>Unicode's White_Space characters in UTF-8 bytes. Pure.</summary>
internal static class WhiteSpace
{
    private const int BlockBytes = 64;

    /// <summary>
    /// Copies <paramref name="utf8"/> with every run of white space as one space and none at the ends; returns the number of bytes written.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="destination">At least as long as the text.</param>
    public static int Collapse(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        int written = 0;
        bool isSpacePending = false;
        for (int i = 0; i < utf8.Length;)
        {
            if (i + BlockBytes <= utf8.Length
                && TryCopyBlock(utf8.Slice(i, BlockBytes), destination[written..], ref isSpacePending, written == 0, out int copied))
            {
                written += copied;
                i += BlockBytes;
                continue;
            }

            // One by one to the block's end, so that a block is tried once.
            int end = Math.Min(i + BlockBytes, utf8.Length);
            while (i < end)
            {
                CopyCharacter(utf8, ref i, destination, ref written, ref isSpacePending);
            }
        }

        return written;
    }

    /// <summary>
    /// Copies a block that needs nothing but ASCII white space turned into spaces: no two in a row, none after a pending one or at the
    /// text's start, and no byte that may begin other white space. False, with nothing copied, for any other block.
    /// </summary>
    private static bool TryCopyBlock(ReadOnlySpan<byte> block, Span<byte> destination, ref bool isSpacePending, bool isStart, out int copied)
    {
        copied = 0;
        Vector512<byte> bytes = Vector512.Create(block);
        Vector512<byte> isSpace = Vector512.Equals(bytes, Vector512.Create((byte)' '))
            | Vector512.LessThan(bytes - Vector512.Create((byte)0x09), Vector512.Create((byte)5));
        Vector512<byte> mayBeSpace = Vector512.Equals(bytes, Vector512.Create((byte)0xC2))
            | Vector512.LessThan(bytes - Vector512.Create((byte)0xE1), Vector512.Create((byte)3));
        ulong spaces = isSpace.ExtractMostSignificantBits();
        bool isSpaceBefore = isSpacePending || isStart;
        if (mayBeSpace != Vector512<byte>.Zero || (spaces & ((spaces << 1) | (isSpaceBefore ? 1UL : 0))) != 0)
        {
            return false;
        }

        if (isSpacePending)
        {
            destination[copied++] = (byte)' ';
        }

        Vector512.ConditionalSelect(isSpace, Vector512.Create((byte)' '), bytes).CopyTo(destination[copied..]);
        isSpacePending = spaces >> 63 != 0;
        copied += isSpacePending ? BlockBytes - 1 : BlockBytes;
        return true;
    }

    private static void CopyCharacter(ReadOnlySpan<byte> utf8, ref int i, Span<byte> destination, ref int written, ref bool isSpacePending)
    {
        int width = WidthAt(utf8, i);
        if (width > 0)
        {
            isSpacePending = written > 0;
            i += width;
            return;
        }

        if (isSpacePending)
        {
            destination[written++] = (byte)' ';
            isSpacePending = false;
        }

        destination[written++] = utf8[i++];
    }

    /// <summary>Bytes of the white-space character that starts at <paramref name="index"/>; 0 when none does.</summary>
    private static int WidthAt(ReadOnlySpan<byte> utf8, int index)
    {
        byte first = utf8[index];
        if (first < 0x80)
        {
            return first is (byte)' ' or (>= 0x09 and <= 0x0D) ? 1 : 0;
        }

        if (first == 0xC2)
        {
            // U+0085 next line, U+00A0 no-break space.
            return index + 1 < utf8.Length && utf8[index + 1] is 0x85 or 0xA0 ? 2 : 0;
        }

        if (first is < 0xE1 or > 0xE3 || index + 2 >= utf8.Length)
        {
            return 0;
        }

        bool isSpace = (first, utf8[index + 1], utf8[index + 2]) switch
        {
            (0xE1, 0x9A, 0x80) => true, // U+1680
            (0xE2, 0x80, (>= 0x80 and <= 0x8A) or 0xA8 or 0xA9 or 0xAF) => true, // U+2000-200A, 2028, 2029, 202F
            (0xE2, 0x81, 0x9F) => true, // U+205F
            (0xE3, 0x80, 0x80) => true, // U+3000
            _ => false,
        };
        return isSpace ? 3 : 0;
    }
}
