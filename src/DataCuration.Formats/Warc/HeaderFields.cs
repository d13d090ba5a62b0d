namespace DataCuration.Formats.Warc;

/// <summary>Header lines of WARC and HTTP: <c>Name: value</c>, names without case, folded lines joined, the first of a name wins.</summary>
internal static class HeaderFields
{
    public static Dictionary<string, string> Parse(ReadOnlySpan<string> lines)
    {
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        string? name = null;
        foreach (string raw in lines)
        {
            string line = raw.TrimEnd('\r');
            if (line.Length > 0 && line[0] is ' ' or '\t' && name is not null)
            {
                fields[name] += " " + line.Trim();
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                name = null;
                continue;
            }

            name = line[..colon].Trim();
            if (!fields.TryAdd(name, line[(colon + 1)..].Trim()))
            {
                name = null;
            }
        }

        return fields;
    }
}
