namespace DataCuration.Quality.Rules.English;

/// <summary>
/// What spaCy's URL expression matches: [scheme://][user@]host[:port][/?#rest], where the host is a public IPv4 address or labels before
/// a top-level domain of 2 to 63 lower-case letters. The expression backtracks; here the host ends at the first of : / ? #, which none of
/// its parts may contain, so each possible start is tried once. Pure.
/// </summary>
internal static class SpacyAddress
{
    /// <summary>Whether the whole span is an address.</summary>
    public static bool Matches(ReadOnlySpan<int> span)
    {
        if (!span.Contains('.'))
        {
            return false;
        }

        if (MatchesHost(span))
        {
            return true;
        }

        int scheme = SchemeLength(span);
        if (scheme > 0 && MatchesHost(span[scheme..]))
        {
            return true;
        }

        // Anything may be a user name, so every @ but a leading one may be the one before the host.
        for (int at = 1; at < span.Length; at++)
        {
            if (span[at] == '@' && MatchesHost(span[(at + 1)..]))
            {
                return true;
            }
        }

        return false;
    }

    private static int SchemeLength(ReadOnlySpan<int> span)
    {
        int length = 0;
        while (length < span.Length && (span[length] is '+' or '-' or '.' || IsWordCharacter(span[length])))
        {
            length++;
        }

        return length >= 2 && length + 2 < span.Length && span[length] == ':' && span[length + 1] == '/' && span[length + 2] == '/' ? length + 3 : 0;
    }

    private static bool MatchesHost(ReadOnlySpan<int> span)
    {
        int end = span.IndexOfAny(':', '/', '?');
        int hash = span.IndexOf('#');
        end = end < 0 ? span.Length : end;
        end = hash >= 0 && hash < end ? hash : end;
        ReadOnlySpan<int> rest = span[end..];
        return (IsAddress(span[..end]) || IsName(span[..end])) && IsPortAndRest(rest);
    }

    private static bool IsPortAndRest(ReadOnlySpan<int> rest)
    {
        if (rest.IsEmpty || rest[0] != ':')
        {
            return true;
        }

        int digits = 0;
        while (1 + digits < rest.Length && IsDecimal(rest[1 + digits]))
        {
            digits++;
        }

        return digits is >= 2 and <= 5 && (1 + digits == rest.Length || rest[1 + digits] is '/' or '?' or '#');
    }

    private static bool IsName(ReadOnlySpan<int> host)
    {
        int stop = host.LastIndexOf('.');
        if (stop <= 0)
        {
            return false;
        }

        ReadOnlySpan<int> top = host[(stop + 1)..];
        if (top.Length is < 2 or > 63)
        {
            return false;
        }

        foreach (int codePoint in top)
        {
            if ((SpacyRules.Of(codePoint) & SpacyClass.Lower) == 0)
            {
                return false;
            }
        }

        for (ReadOnlySpan<int> labels = host[..(stop + 1)]; !labels.IsEmpty;)
        {
            int end = labels.IndexOf('.');
            if (!IsLabel(labels[..end]))
            {
                return false;
            }

            labels = labels[(end + 1)..];
        }

        return true;
    }

    private static bool IsLabel(ReadOnlySpan<int> label)
    {
        if (label.Length is 0 or > 64 || !IsLabelEnd(label[0]) || !IsLabelEnd(label[^1]))
        {
            return false;
        }

        foreach (int codePoint in label)
        {
            if (!IsLabelEnd(codePoint) && codePoint is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLabelEnd(int codePoint) =>
        codePoint is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= 0xA1 and <= 0xFFFF);

    private static bool IsAddress(ReadOnlySpan<int> host)
    {
        Span<int> parts = stackalloc int[4];
        for (int i = 0; i < 4; i++)
        {
            int end = i < 3 ? host.IndexOf('.') : host.Length;
            if (end < 1 || end > 3 || !IsPart(host[..end], i, out parts[i]))
            {
                return false;
            }

            host = i < 3 ? host[(end + 1)..] : default;
        }

        bool isPrivate = parts[0] is 10 or 127
            || (parts[0] == 169 && parts[1] == 254) || (parts[0] == 192 && parts[1] == 168)
            || (parts[0] == 172 && parts[1] is >= 16 and <= 31);
        return !isPrivate;
    }

    /// <summary>A number of 1 to 3 digits; the first and last part may not start with 0; 1 to 223, 0 to 255, 0 to 255, 1 to 254.</summary>
    private static bool IsPart(ReadOnlySpan<int> digits, int position, out int value)
    {
        value = 0;
        foreach (int digit in digits)
        {
            // Digits of other scripts, which the expression's \d allows in some places, do not occur in addresses.
            if (digit is < '0' or > '9')
            {
                return false;
            }

            value = (10 * value) + digit - '0';
        }

        return position switch
        {
            0 => digits[0] != '0' && value <= 223,
            3 => digits[0] != '0' && value <= 254,
            _ => value <= 255 && !(digits.Length == 3 && digits[0] == '0'),
        };
    }

    private static bool IsDecimal(int codePoint) => (SpacyRules.Of(codePoint) & SpacyClass.Digit) != 0;

    /// <summary>Python's <c>\w</c>; numbers other than decimal digits do not occur in schemes.</summary>
    private static bool IsWordCharacter(int codePoint) =>
        codePoint == '_' || (SpacyRules.Of(codePoint) & (SpacyClass.Letter | SpacyClass.Digit)) != 0;
}
