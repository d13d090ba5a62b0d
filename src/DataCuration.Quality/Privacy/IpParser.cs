// Public IPv4 addresses: four numbers of at most 255 without leading zeros, joined by dots, that are not part of a longer number or dotted sequence (a version of
// five parts is no address), and that are global as Python 3.11's ipaddress defines it. Multicast (224/4) and 192.88.99/24 count as global there, and here.
namespace DataCuration.Quality.Privacy;

/// <summary>Finds public IPv4 addresses. Pure.</summary>
internal static class IpParser
{
    public static void Find(ReadOnlySpan<byte> utf8, List<PersonalSpan> found)
    {
        int from = 0;
        while (from < utf8.Length)
        {
            // A dot between two digits is rare in text; everything else is passed over at the speed of the search.
            int dot = utf8[from..].IndexOf((byte)'.');
            if (dot < 0)
            {
                return;
            }

            dot += from;
            from = dot + 1;
            int start = dot;
            while (start > 0 && char.IsAsciiDigit((char)utf8[start - 1]))
            {
                start--;
            }

            int length = start == dot || !MayStart(utf8, start) ? 0 : LengthAt(utf8[start..]);
            if (length > 0 && MayEnd(utf8, start + length) && IsGlobal(utf8.Slice(start, length)))
            {
                found.Add(new PersonalSpan(PersonalDataKind.Ip, start, length));
                from = start + length;
            }
        }
    }

    /// <summary>The length of a dotted quad at the start of the text; 0 when there is none.</summary>
    public static int LengthAt(ReadOnlySpan<byte> utf8)
    {
        int i = 0;
        for (int part = 0; part < 4; part++)
        {
            if (part > 0 && (i >= utf8.Length || utf8[i++] != '.'))
            {
                return 0;
            }

            int start = i;
            int value = 0;
            while (i < utf8.Length && i - start < 4 && char.IsAsciiDigit((char)utf8[i]))
            {
                value = (value * 10) + (utf8[i++] - '0');
            }

            if (i == start || i - start > 3 || value > 255 || (i - start > 1 && utf8[start] == '0'))
            {
                return 0;
            }
        }

        return i;
    }

    /// <summary>Whether a dotted quad is reachable from everywhere.</summary>
    public static bool IsGlobal(ReadOnlySpan<byte> quad)
    {
        Span<int> parts = stackalloc int[4];
        int part = 0;
        foreach (byte unit in quad)
        {
            if (unit == '.')
            {
                part++;
            }
            else
            {
                parts[part] = (parts[part] * 10) + (unit - '0');
            }
        }

        (int a, int b, int c, int d) = (parts[0], parts[1], parts[2], parts[3]);
        return (a, b, c) switch
        {
            (0 or 10 or 127 or >= 240, _, _) => false,
            (100, >= 64 and < 128, _) => false,
            (169, 254, _) => false,
            (172, >= 16 and < 32, _) => false,
            (192, 0, 0) => d is 9 or 10,
            (192, 0, 2) or (192, 168, _) or (198, 18 or 19, _) or (198, 51, 100) or (203, 0, 113) => false,
            _ => true,
        };
    }

    private static bool MayStart(ReadOnlySpan<byte> utf8, int start) =>
        start == 0 || (!char.IsAsciiLetter((char)utf8[start - 1]) && !(utf8[start - 1] == '.' && start > 1 && char.IsAsciiDigit((char)utf8[start - 2])));

    private static bool MayEnd(ReadOnlySpan<byte> utf8, int end) =>
        end == utf8.Length || (!char.IsAsciiDigit((char)utf8[end]) && !(utf8[end] == '.' && end + 1 < utf8.Length && char.IsAsciiDigit((char)utf8[end + 1])));
}
