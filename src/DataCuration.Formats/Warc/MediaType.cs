namespace DataCuration.Formats.Warc;

/// <summary>A Content-Type value (RFC 9110, section 8.3): the type in lower case and its charset parameter.</summary>
/// <param name="Name">For example <c>text/html</c>; empty when the value is no media type.</param>
/// <param name="Charset">The charset parameter, unquoted; null when there is none.</param>
internal readonly record struct MediaType(string Name, string? Charset)
{
    private const int MaxNameLength = 80;

    public static MediaType Parse(string? value)
    {
        if (value is null) return new MediaType("", null);
        string[] parts = value.Split(';');
        string name = parts[0].Trim().ToLowerInvariant();
        string? charset = null;
        foreach (string parameter in parts.AsSpan(1))
        {
            int equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && parameter.AsSpan(0, equals).Trim().Equals("charset", StringComparison.OrdinalIgnoreCase))
            {
                charset ??= parameter[(equals + 1)..].Trim().Trim('"', '\'');
            }
        }

        return new MediaType(IsName(name) ? name : "", string.IsNullOrEmpty(charset) ? null : charset);
    }

    private static bool IsName(string name) =>
        name.Length <= MaxNameLength && name.Contains('/', StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterOrDigit(c) || "/+-._".Contains(c, StringComparison.Ordinal));
}
