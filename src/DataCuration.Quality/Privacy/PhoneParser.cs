// Telephone numbers of North America as Dolma finds them (Soldaini et al. 2024, arXiv 2402.00159): white space, three digits with or without brackets, three, four, with
// few separators. Many other numbers look so; hence off by default. What differs: a digit behind the last makes it none.
namespace DataCuration.Quality.Privacy;

/// <summary>Finds telephone numbers. Pure.</summary>
internal static class PhoneParser
{
    public static void Find(ReadOnlySpan<byte> utf8, List<PersonalSpan> found)
    {
        for (int i = 0; i < utf8.Length; i++)
        {
            if ((i == 0 || utf8[i - 1] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r') && (utf8[i] == '(' || char.IsAsciiDigit((char)utf8[i])))
            {
                int length = LengthAt(utf8[i..]);
                if (length > 0)
                {
                    found.Add(new PersonalSpan(PersonalDataKind.Phone, i, length));
                    i += length - 1;
                }
            }
        }
    }

    private static int LengthAt(ReadOnlySpan<byte> utf8)
    {
        int i = utf8[0] == '(' ? 1 : 0;
        if (!Digits(utf8, ref i, 3))
        {
            return 0;
        }

        i += i < utf8.Length && utf8[i] == ')' ? 1 : 0;
        while (i < utf8.Length && utf8[i] is (byte)'-' or (byte)'.' or (byte)' ')
        {
            i++;
        }

        if (!Digits(utf8, ref i, 3))
        {
            return 0;
        }

        i += i < utf8.Length && utf8[i] is (byte)'-' or (byte)'.' or (byte)' ' ? 1 : 0;
        return Digits(utf8, ref i, 4) && (i == utf8.Length || !char.IsAsciiDigit((char)utf8[i])) ? i : 0;
    }

    private static bool Digits(ReadOnlySpan<byte> utf8, ref int i, int count)
    {
        for (int end = i + count; i < end; i++)
        {
            if (i >= utf8.Length || !char.IsAsciiDigit((char)utf8[i]))
            {
                return false;
            }
        }

        return true;
    }
}
