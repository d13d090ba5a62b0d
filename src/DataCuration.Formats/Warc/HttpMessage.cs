using System.Globalization;
using System.Text;

namespace DataCuration.Formats.Warc;

/// <summary>An HTTP/1 response as it lies in a WARC record (RFC 9112). Pure.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">The header fields.</param>
/// <param name="Body">The bytes after the header block, still encoded.</param>
internal readonly record struct HttpMessage(int Status, HeaderFields Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Reads a message; null, with the reason, when the block starts with no status line.</summary>
    public static HttpMessage? Parse(ReadOnlyMemory<byte> block, out string problem)
    {
        ReadOnlySpan<byte> bytes = block.Span;
        int newline = bytes.IndexOf((byte)'\n');
        string line = Encoding.Latin1.GetString(bytes[..Math.Min(newline < 0 ? bytes.Length : newline, 200)]).TrimEnd('\r');
        string[] words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        bool isStatus = words.Length >= 2 && words[0].StartsWith("HTTP/", StringComparison.OrdinalIgnoreCase);
        if (!isStatus || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int status) || status is < 100 or > 999)
        {
            problem = line.Length == 0 ? "it is empty" : $"its first line is '{line}'";
            return null;
        }

        problem = "";
        int headerLength = HeaderFields.BlockLength(bytes);
        if (headerLength < 0) headerLength = bytes.Length;

        // Servers send odd lines; what has no colon is no field and tells nothing.
        HeaderFields headers = HeaderFields.Parse(bytes[..headerLength], Encoding.Latin1, out _);
        return new HttpMessage(status, headers, block[headerLength..]);
    }
}
