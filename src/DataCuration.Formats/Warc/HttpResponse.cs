using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace DataCuration.Formats.Warc;

/// <summary>An HTTP response as an archive holds it, with its body de-chunked and decompressed. Immutable.</summary>
internal sealed record HttpResponse(int Status, string? ContentType, byte[] Body)
{
    /// <summary>Decompressed bodies end here, so that a small record cannot exhaust memory.</summary>
    private const int MaxBodyBytes = 64 << 20;

    /// <summary>Reads status line, headers and body; null with a reason when the bytes are no response.</summary>
    public static HttpResponse? TryParse(byte[] bytes, out string problem)
    {
        ReadOnlySpan<byte> span = bytes;
        int crlf = span.IndexOf("\r\n\r\n"u8);
        int lf = span.IndexOf("\n\n"u8);
        int end = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 4 : lf >= 0 ? lf + 2 : -1;
        if (!span.StartsWith("HTTP/"u8) || end < 0)
        {
            problem = "expected a status line such as 'HTTP/1.1 200 OK' and headers up to an empty line.";
            return null;
        }

        string[] lines = Encoding.Latin1.GetString(span[..end]).Split('\n');
        string[] status = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (status.Length < 2 || !int.TryParse(status[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int code))
        {
            problem = $"the status line '{lines[0].Trim()}' has no status code.";
            return null;
        }

        Dictionary<string, string> fields = HeaderFields.Parse(lines.AsSpan(1));
        byte[] body = span[end..].ToArray();
        if (fields.GetValueOrDefault("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true)
        {
            body = ChunkedBody.Decode(body);
        }

        problem = "";
        return new HttpResponse(code, fields.GetValueOrDefault("Content-Type"), Decompress(body, fields.GetValueOrDefault("Content-Encoding")));
    }

    // Archives often hold bodies that their headers still call compressed although the crawler decompressed them: then the bytes stay as they are.
    private static byte[] Decompress(byte[] body, string? encoding)
    {
        Func<Stream, Stream>? open = encoding?.Trim().ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => stream => new GZipStream(stream, CompressionMode.Decompress),
            "deflate" => stream => new ZLibStream(stream, CompressionMode.Decompress),
            "br" => stream => new BrotliStream(stream, CompressionMode.Decompress),
            _ => null,
        };
        if (open is null)
        {
            return body;
        }

        using MemoryStream decompressed = new();
        try
        {
            using Stream stream = open(new MemoryStream(body));
            byte[] buffer = new byte[1 << 16];
            int read;
            while (decompressed.Length < MaxBodyBytes && (read = stream.Read(buffer)) > 0)
            {
                decompressed.Write(buffer, 0, read);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // A truncated body: what was decompressed is the page that a browser would have shown.
        }

        return decompressed.Length > 0 ? decompressed.ToArray() : body;
    }
}
