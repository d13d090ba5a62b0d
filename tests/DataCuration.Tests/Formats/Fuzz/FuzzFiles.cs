using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Tests.Formats.Fuzz;

/// <summary>Small whole files of every format and compression that is read; what the fuzz test damages.</summary>
internal static class FuzzFiles
{
    /// <summary>The files with their names.</summary>
    public static async Task<IReadOnlyList<(string Name, byte[] Content)>> AllAsync()
    {
        byte[] jsonl = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"text\":\"text {i} é日 \\u00e9\",\"url\":\"http://a/{i}\",\"n\":[{i},{{\"x\":null}}]}}\n")));
        byte[][] records = [.. Enumerable.Range(0, 6).Select(Warc)];
        byte[] warc = [.. records.SelectMany(record => record)];
        byte[] arc = Encoding.Latin1.GetBytes("filedesc://a.arc 0.0.0.0 20080430204825 text/plain 0\n\n"
            + string.Concat(Enumerable.Range(0, 5).Select(i => $"http://a/{i} 1.2.3.4 20080430204826 text/html 47\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x\n")));
        return
        [
            ("jsonl", jsonl),
            ("jsonl.gz", Gzip(jsonl)),
            ("jsonl.zst", Zstandard(jsonl)),
            ("warc", warc),
            ("warc.gz, a member a record", [.. records.SelectMany(Gzip)]),
            ("warc.gz, one member", Gzip(warc)),
            ("warc.zst", [.. records.SelectMany(Zstandard)]),
            ("arc", arc),
            ("parquet", await ParquetAsync()),
        ];
    }

    private static byte[] Warc(int i)
    {
        byte[] page = Encoding.UTF8.GetBytes($"<html><meta charset=utf-8><p>page {i} with words é</p></html>");
        (string header, byte[] body) = i switch
        {
            1 => ("Content-Encoding: gzip\r\n", Gzip(page)),
            2 => ("Transfer-Encoding: chunked\r\n", [.. Encoding.ASCII.GetBytes($"{page.Length:x}\r\n"), .. page, .. "\r\n0\r\n\r\n"u8]),
            3 => ("Content-Encoding: br\r\n", Brotli(page)),
            _ => ("", page),
        };
        byte[] block = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{header}\r\n"), .. body];
        return
        [
            .. Encoding.ASCII.GetBytes($"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/{i}\r\nContent-Type: application/http\r\nContent-Length: {block.Length}\r\n\r\n"),
            .. block,
            .. "\r\n\r\n"u8,
        ];
    }

    private static byte[] Gzip(byte[] content) => Compress(content, target => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true));

    private static byte[] Brotli(byte[] content) => Compress(content, target => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true));

    private static byte[] Zstandard(byte[] content) => Compress(content, target => new ZstdSharp.CompressionStream(target, leaveOpen: true));

    private static byte[] Compress(byte[] content, Func<Stream, Stream> open)
    {
        using MemoryStream target = new();
        using (Stream encoder = open(target)) encoder.Write(content);
        return target.ToArray();
    }

    private static async Task<byte[]> ParquetAsync()
    {
        DataField text = new DataField<string>("text");
        DataField number = new DataField<long>("n");
        using MemoryStream target = new();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(text, number), target))
        {
            for (int index = 0; index < 2; index++)
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                await group.WriteAsync(text, Enumerable.Range(0, 20).Select(i => i == 7 ? null : $"text {i} é").ToArray());
                await group.WriteAsync<long>(number, Enumerable.Range(0, 20).Select(i => (long)i).ToArray());
            }
        }

        return target.ToArray();
    }
}
