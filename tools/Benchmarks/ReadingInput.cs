using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace DataCuration.Benchmarks;

/// <summary>Shards for the reading benchmarks, made of the quickstart's pages and articles, repeated at a distance that no compressor sees.</summary>
public static class ReadingInput
{
    private const int PayloadBytes = 48 << 20;

    /// <summary>A crawl: one gzip member a record, a response and its request as crawlers write them. Pages of the quickstart, joined to the size of an average page of the web.</summary>
    public static (byte[] Compressed, long Bytes) WarcGz(int pageBytes = 60_000)
    {
        using MemoryStream target = new();
        long bytes = 0;
        byte[] all = [.. QuickstartText.Pages().SelectMany(page => page)];
        for (int record = 0; bytes < PayloadBytes; record++)
        {
            int start = (int)((long)record * 7919 * 1013 % Math.Max(1, all.Length - pageBytes));
            byte[] body = all[start..Math.Min(all.Length, start + pageBytes)];
            byte[] http = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: nginx\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
            bytes += Add(target, "request", record, "GET / HTTP/1.1\r\nUser-Agent: crawler\r\nHost: a.example\r\n\r\n"u8);
            bytes += Add(target, "response", record, http);
        }

        return (target.ToArray(), bytes);
    }

    /// <summary>Articles as JSON lines in one Zstandard frame of level 3.</summary>
    public static (byte[] Compressed, long Bytes) JsonlZst()
    {
        byte[] lines = Jsonl();
        using MemoryStream target = new();
        using (ZstdSharp.CompressionStream zstd = new(target, level: 3, leaveOpen: true)) zstd.Write(lines);
        return (target.ToArray(), lines.Length);
    }

    /// <summary>Articles as JSON lines.</summary>
    public static byte[] Jsonl()
    {
        byte[][] documents = QuickstartText.Documents(atMostBytes: 16 << 20);
        using MemoryStream target = new();
        for (int index = 0; target.Length < PayloadBytes; index++)
        {
            using (Utf8JsonWriter json = new(target))
            {
                json.WriteStartObject();
                json.WriteString("text", documents[index % documents.Length]);
                json.WriteString("url", string.Create(CultureInfo.InvariantCulture, $"https://a.example/{index}"));
                json.WriteNumber("n", index);
                json.WriteEndObject();
            }

            target.WriteByte((byte)'\n');
        }

        return target.ToArray();
    }

    private static long Add(MemoryStream target, string type, int record, ReadOnlySpan<byte> block)
    {
        byte[] header = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: https://a.example/{record}\r\nWARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{record:D12}>\r\nContent-Type: application/http; msgtype={type}\r\nContent-Length: {block.Length}\r\n\r\n"));
        using GZipStream gzip = new(target, CompressionLevel.Optimal, leaveOpen: true);
        gzip.Write(header);
        gzip.Write(block);
        gzip.Write("\r\n\r\n"u8);
        return header.Length + block.Length + 4;
    }
}
