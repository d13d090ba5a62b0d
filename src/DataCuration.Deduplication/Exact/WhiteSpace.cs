namespace DataCuration.Deduplication.Exact;

/// <summary>Unicode's White_Space characters in UTF-8 bytes. Pure.</summary>
internal static class WhiteSpace
{
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
            int width = WidthAt(utf8, i);
            if (width > 0)
            {
                isSpacePending = written > 0;
                i += width;
                continue;
            }

            if (isSpacePending)
            {
                destination[written++] = (byte)' ';
                isSpacePending = false;
            }

            destination[written++] = utf8[i++];
        }

        return written;
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
