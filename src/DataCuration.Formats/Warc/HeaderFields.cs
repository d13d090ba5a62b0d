using System.Buffers;
using System.Text;

namespace DataCuration.Formats.Warc;

/// <summary>The <c>Name: value</c> lines of a WARC record or an HTTP message; names compare without case, the first of a name wins. Immutable.</summary>
internal sealed class HeaderFields
{
    private const int MostNameCharacters = 32;

    private static readonly HashSet<string> Usual =
    [
        "WARC-Type", "WARC-Date", "WARC-Record-ID", "WARC-Target-URI", "WARC-IP-Address", "WARC-Block-Digest", "WARC-Payload-Digest", "WARC-Concurrent-To",
        "WARC-Warcinfo-ID", "WARC-Identified-Payload-Type", "WARC-Truncated", "WARC-Refers-To", "WARC-Protocol", "WARC-Cipher-Suite", "Content-Type", "Content-Length",
        "Content-Encoding", "Content-Language", "Transfer-Encoding", "X-Crawler-Transfer-Encoding", "X-Crawler-Content-Encoding", "X-Crawler-Content-Length", "Date", "Server",
        "Connection", "Last-Modified", "ETag", "Expires", "Cache-Control", "Vary", "Pragma", "Set-Cookie", "Accept-Ranges", "X-Powered-By", "Keep-Alive", "Link",
        "X-Frame-Options", "X-Content-Type-Options", "X-XSS-Protection", "Strict-Transport-Security", "CF-RAY", "Age", "Via", "X-Cache", "Alt-Svc",
    ];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> UsualByText = Usual.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Dictionary<string, string> _values;

    private HeaderFields(Dictionary<string, string> values) => _values = values;

    /// <summary>The value without surrounding white space; null when there is no such field.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Fields from names and values.</summary>
    public static HeaderFields Of(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in fields) values[name] = value;
        return new HeaderFields(values);
    }

    /// <summary>The length of a header block with its closing empty line; -1 when the bytes hold no empty line.</summary>
    public static int BlockLength(ReadOnlySpan<byte> bytes)
    {
        int offset = 0;
        while (true)
        {
            int newline = bytes[offset..].IndexOf((byte)'\n');
            if (newline < 0) return -1;
            bool isBlank = newline == 0 || (newline == 1 && bytes[offset] == '\r');
            offset += newline + 1;
            if (isBlank) return offset;
        }
    }

    /// <summary>Reads the lines after the first one; a line that begins with white space continues the one before.</summary>
    /// <param name="block">The whole block, first line included.</param>
    /// <param name="encoding">The values' encoding.</param>
    /// <param name="badLine">The first line without a colon, or null; such lines are left out.</param>
    public static HeaderFields Parse(ReadOnlySpan<byte> block, Encoding encoding, out string? badLine)
    {
        badLine = null;
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        bool isFirst = true;
        foreach (Range range in block.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = block[range].TrimEnd((byte)'\r');
            if (isFirst || line.IsEmpty)
            {
                isFirst = false;
                continue;
            }

            int colon = line.IndexOf((byte)':');
            if (line[0] is (byte)' ' or (byte)'\t' && last is not null)
            {
                values[last] = $"{values[last]} {encoding.GetString(line).Trim()}";
            }
            else if (colon > 0)
            {
                string name = NameOf(line[..colon].TrimEnd(" \t"u8), encoding);
                last = values.TryAdd(name, encoding.GetString(line[(colon + 1)..].Trim(" \t"u8)).Trim()) ? name : null;
            }
            else
            {
                badLine ??= encoding.GetString(line);
                last = null;
            }
        }

        return new HeaderFields(values);
    }

    /// <summary>The name as a string; the usual ones are at hand, as crawlers and servers write them.</summary>
    private static string NameOf(ReadOnlySpan<byte> name, Encoding encoding)
    {
        Span<char> characters = stackalloc char[MostNameCharacters];
        return name.Length <= MostNameCharacters && Ascii.ToUtf16(name, characters, out int length) == OperationStatus.Done && UsualByText.TryGetValue(characters[..length], out string? usual)
            ? usual
            : encoding.GetString(name).TrimEnd();
    }
}
