using System.Globalization;
using System.Text;

namespace DataCuration.Formats.Warc;

/// <summary>A record's header (ISO 28500, section 4; versions 0.17 to 1.1). Pure.</summary>
/// <param name="Type">WARC-Type in lower case.</param>
/// <param name="ContentLength">The block's length in bytes.</param>
/// <param name="Headers">All named fields.</param>
internal readonly record struct WarcRecord(string Type, long ContentLength, HeaderFields Headers)
{
    /// <summary>Records start with this, followed by a version.</summary>
    public static ReadOnlySpan<byte> Magic => "WARC/"u8;

    /// <summary>Reads a header block; null, with the reason, when it is broken.</summary>
    public static WarcRecord? Parse(ReadOnlySpan<byte> block, out string problem)
    {
        HeaderFields headers = HeaderFields.Parse(block, Encoding.UTF8, out string? badLine);
        string? type = headers["WARC-Type"]?.ToLowerInvariant();
        string? length = headers["Content-Length"];
        problem = "";
        if (badLine is not null) problem = $"the line '{(badLine.Length > 80 ? badLine[..80] : badLine)}' is no header field";
        else if (string.IsNullOrEmpty(type)) problem = "it has no WARC-Type";
        else if (length is null) problem = "it has no Content-Length";
        else if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long contentLength)) problem = $"its Content-Length is '{length}'";
        else return new WarcRecord(type, contentLength, headers);
        return null;
    }
}
