namespace DataCuration.Quality.Rules.English;

/// <summary>
/// What spaCy's prefix, suffix and infix expressions match, over code points. Each method sees only the span it is given, as the
/// expressions do: a look-behind never reaches beyond it. Pure.
/// </summary>
internal static class SpacyAffixes
{
    /// <summary>Code points that the prefix expression matches at the start; 0 for none. The first alternative wins, not the longest.</summary>
    public static int Prefix(ReadOnlySpan<int> span)
    {
        if (span.IsEmpty)
        {
            return 0;
        }

        int first = span[0];
        if ((SpacyRules.Of(first) & (SpacyClass.Affix | SpacyClass.PrefixOnly)) != 0)
        {
            return 1;
        }

        return first switch
        {
            '+' => span.Length > 1 && IsDigit(span[1]) ? 0 : 1,
            '.' => Dots(span, 0),
            'U' => span.Length > 2 && span[1] == 'S' && span[2] == '$' ? 3 : 0,
            'C' or 'A' => span.Length > 1 && span[1] == '$' ? 2 : 0,
            _ => 0,
        };
    }

    /// <summary>Code points that the suffix expression matches at the end; 0 for none. The leftmost match wins, which is the longest.</summary>
    public static int Suffix(ReadOnlySpan<int> span)
    {
        if (span.IsEmpty)
        {
            return 0;
        }

        int length = span.Length;
        int last = span[^1];
        SpacyClass classes = SpacyRules.Of(last);
        int best = (classes & SpacyClass.Affix) != 0 ? 1 : 0;
        if (length > 1)
        {
            int before = span[^2];
            switch (last)
            {
                case 0x2026 when before == 0x2026:
                    best = 2;
                    break;
                case 's' or 'S' when before is '\'' or 0x2019:
                    best = 2;
                    break;
                case '+' when IsDigit(before):
                    best = 1;
                    break;
                case '.':
                    best = Stop(span, before);
                    break;
            }
        }

        return Math.Max(best, AfterDigit(span));
    }

    /// <summary>Code points of the infix that starts at <paramref name="at"/>; 0 for none.</summary>
    public static int Infix(ReadOnlySpan<int> span, int at)
    {
        int mark = span[at];
        if (mark == '.' && Dots(span, at) is > 0 and int dots)
        {
            return dots;
        }

        if (mark == 0x2026 || (SpacyRules.Of(mark) & SpacyClass.Icon) != 0)
        {
            return 1;
        }

        if (at == 0 || at + 1 >= span.Length)
        {
            return 0;
        }

        SpacyClass before = SpacyRules.Of(span[at - 1]);
        SpacyClass after = SpacyRules.Of(span[at + 1]);
        bool isAfterAlphaOrDigit = (before & SpacyClass.Alpha) != 0 || IsDigit(span[at - 1]);
        bool isBeforeAlpha = (after & SpacyClass.Alpha) != 0;
        switch (mark)
        {
            case '+' or '-' or '*' or '^' when IsDigit(span[at - 1]) && (IsDigit(span[at + 1]) || span[at + 1] == '-'):
                return 1;
            case '.':
                return (before & (SpacyClass.Lower | SpacyClass.Quote)) != 0 && (after & (SpacyClass.Upper | SpacyClass.Quote)) != 0 ? 1 : 0;
            case ',':
                return (before & SpacyClass.Alpha) != 0 && isBeforeAlpha ? 1 : 0;
            case ':' or '<' or '>' or '=' or '/':
                return isAfterAlphaOrDigit && isBeforeAlpha ? 1 : 0;
            case '-' or 0x2013 or 0x2014 or '~':
                return isAfterAlphaOrDigit ? Hyphens(span[at..]) : 0;
            default:
                return 0;
        }
    }

    /// <summary>One of - – — -- --- —— ~ before a letter.</summary>
    private static int Hyphens(ReadOnlySpan<int> rest)
    {
        int most = rest[0] == '-' ? 3 : rest[0] == 0x2014 ? 2 : 1;
        for (int length = 1; length <= most && length < rest.Length; length++)
        {
            if ((SpacyRules.Of(rest[length]) & SpacyClass.Alpha) != 0)
            {
                return length;
            }

            if (rest[length] != rest[0])
            {
                return 0;
            }
        }

        return 0;
    }

    private static int Stop(ReadOnlySpan<int> span, int before)
    {
        if (before == '.')
        {
            int start = span.Length;
            while (start > 0 && span[start - 1] == '.')
            {
                start--;
            }

            return span.Length - start;
        }

        SpacyClass classes = SpacyRules.Of(before);
        bool isAfterDegree = span.Length > 2 && span[^3] == 0xB0 && before is 'F' or 'f' or 'C' or 'c' or 'K' or 'k';
        bool isAfterUpper = span.Length > 2 && (classes & SpacyRules.Of(span[^3]) & SpacyClass.Upper) != 0;
        return isAfterDegree || isAfterUpper || (classes & SpacyClass.BeforeStop) != 0 ? 1 : 0;
    }

    private static int AfterDigit(ReadOnlySpan<int> span)
    {
        int start = span.Length;
        while (start > 0 && !IsDigit(span[start - 1]))
        {
            start--;
        }

        ReadOnlySpan<int> rest = span[start..];
        if (start == 0 || rest.IsEmpty)
        {
            return 0;
        }

        foreach (int[] unit in SpacyRules.AfterDigit)
        {
            if (rest.SequenceEqual(unit))
            {
                return unit.Length;
            }
        }

        return 0;
    }

    private static int Dots(ReadOnlySpan<int> span, int at)
    {
        int end = at;
        while (end < span.Length && span[end] == '.')
        {
            end++;
        }

        return end - at >= 2 ? end - at : 0;
    }

    private static bool IsDigit(int codePoint) => codePoint is >= '0' and <= '9';
}
