using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace DataCuration.QuickstartData;

/// <summary>Writes a web archive, one gzip member a record as Common Crawl does (ISO 28500; record ids derive from the content).</summary>
internal sealed class WarcShard : IDisposable
{
    private readonly FileStream _file;
    private readonly string _date;

    public WarcShard(string path, string date)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = File.Create(path);
        _date = date;
        Member("warcinfo", null, "application/warc-fields", "software: DataCuration quickstart data\r\nformat: WARC File Format 1.0\r\n"u8);
    }

    public void AddPage(string url, ReadOnlySpan<byte> html, string contentType = "text/html; charset=utf-8")
    {
        byte[] head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: {contentType}\r\nContent-Length: {html.Length}\r\n\r\n"));
        Member("response", url, "application/http; msgtype=response", [.. head, .. html]);
    }

    public void AddNotFound(string url)
    {
        const string Body = "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center></body></html>";
        Member("response", url, "application/http; msgtype=response", Encoding.ASCII.GetBytes(
            $"HTTP/1.1 404 Not Found\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));
    }

    public void AddText(string url, string text) => Member("conversion", url, "text/plain", Encoding.UTF8.GetBytes(text));

    /// <summary>Cuts the last bytes off the file, as an interrupted download does.</summary>
    public void CutEnd(int bytes)
    {
        _file.Flush();
        _file.SetLength(_file.Length - bytes);
        _file.Seek(0, SeekOrigin.End);
    }

    public void Dispose() => _file.Dispose();

    private void Member(string type, string? url, string contentType, ReadOnlySpan<byte> block)
    {
        UInt128 hash = XxHash128.HashToUInt128([.. Encoding.UTF8.GetBytes(type + url), .. block]);
        string hex = hash.ToString("x32", CultureInfo.InvariantCulture);
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Date: {_date}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"WARC-Record-ID: <urn:uuid:{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}>\r\n");
        if (url is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"WARC-Target-URI: {url}\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Type: {contentType}\r\nContent-Length: {block.Length}\r\n\r\n");
        using GZipStream gzip = new(_file, CompressionLevel.SmallestSize, leaveOpen: true);
        gzip.Write(Encoding.UTF8.GetBytes(head.ToString()));
        gzip.Write(block);
        gzip.Write("\r\n\r\n"u8);
    }
}
