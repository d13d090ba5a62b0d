using System.Globalization;
using System.Text;

namespace DataCuration.Formats.Warc;

/// <summary>The named fields of a WARC record that a reader needs. Immutable.</summary>
internal sealed class WarcHeader
{
    private readonly Dictionary<string, string> _fields;

    private WarcHeader(Dictionary<string, string> fields) => _fields = fields;

    /// <summary>The record's type in lower case.</summary>
    public string Type => _fields.GetValueOrDefault("WARC-Type", "untyped").ToLowerInvariant();

    public long? ContentLength =>
        long.TryParse(_fields.GetValueOrDefault("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : null;

    public string? ContentType => _fields.GetValueOrDefault("Content-Type");

    /// <summary>The address; WARC 0.17 and some writers put it into angle brackets.</summary>
    public string? TargetUri => _fields.GetValueOrDefault("WARC-Target-URI")?.Trim('<', '>');

    public string? Date => _fields.GetValueOrDefault("WARC-Date");

    public string? Language => _fields.GetValueOrDefault("WARC-Identified-Content-Language");

    /// <summary>Reads the block from <c>WARC/x.y</c> to the empty line; folded lines are joined; null when the first line is another.</summary>
    public static WarcHeader? TryParse(ReadOnlySpan<byte> block)
    {
        string[] lines = Encoding.UTF8.GetString(block).Split('\n');
        if (!lines[0].StartsWith("WARC/", StringComparison.Ordinal))
        {
            return null;
        }

        return new WarcHeader(HeaderFields.Parse(lines.AsSpan(1)));
    }
}
