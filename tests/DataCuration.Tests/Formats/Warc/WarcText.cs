using System.Globalization;

namespace DataCuration.Tests.Formats.Warc;

/// <summary>Builds WARC records.</summary>
internal static class WarcText
{
    public static byte[] Record(string type, byte[] block, string extra = "", long? length = null, string version = "1.0") =>
    [
        .. Read.Utf8($"WARC/{version}\r\nWARC-Type: {type}\r\n{extra}Content-Length: {(length ?? block.Length).ToString(CultureInfo.InvariantCulture)}\r\n\r\n"),
        .. block,
        .. "\r\n\r\n"u8,
    ];

    public static byte[] Response(byte[] body, string contentType = "text/html", string http = "", int status = 200, string extra = "") => Record(
        "response",
        [.. Read.Utf8($"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\n{http}\r\n"), .. body],
        "Content-Type: application/http; msgtype=response\r\nWARC-Target-URI: http://a/\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n" + extra);

    public static byte[] Response(string body, string contentType = "text/html", string http = "", int status = 200) =>
        Response(Read.Utf8(body), contentType, http, status);

    public static byte[] Conversion(string text) => Record("conversion", Read.Utf8(text), "Content-Type: text/plain\r\n");
}
