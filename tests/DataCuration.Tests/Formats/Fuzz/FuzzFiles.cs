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
            ("parquet, delta encodings", Fixture("arrow-delta.parquet")),
            ("parquet, nested, pages of version 2", Fixture("duckdb-v2.parquet")),
            ("parquet, brotli", Fixture("arrow-brotli.parquet")),
            ("jsonl.bz2", Bzip2(jsonl)),
            ("jsonl.lz4", Lz4(jsonl)),
            ("tar", Tar()),
            ("html", Html()),
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

    /// <summary>A page with what extraction looks at: markup of all kinds, entities, a table, a list, scripts, a form.</summary>
    public static byte[] Html() => Encoding.UTF8.GetBytes(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>A page &amp; its title</title><meta property=\"article:published_time\" content=\"2024-01-02T03:04:05Z\">"
        + "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"datePublished\":\"2024-01-02\"}</script><style>p{color:red}</style></head><body><nav><ul><li><a href=/>Home</a><li><a href=/b>B</a></ul></nav>"
        + "<article class=\"post content\" id=main><h1>A page</h1><p>The first paragraph has words, &eacute;&#233;&#xE9; and <b>bold <i>nested</b></i> text.<p>The second one is not closed &copy 2024<br>line"
        + "<table><tr><th>a<td>1<tr><th>b<td>2</table><ol><li>one<li>two<ul><li>inner</ul></ol><pre>code\n  more</pre><blockquote>said</blockquote><!-- a comment --><![CDATA[x]]><svg><title>t</title></svg>"
        + string.Concat(Enumerable.Range(0, 6).Select(i => $"<p>Paragraph {i} tells more, with commas, and a <a href='http://a/{i}?x=1&y=2'>link {i}</a>, so that it counts as prose.</p>"))
        + "</article><aside>Related <a href=/c>links</a></aside><form><input value=x><select><option>1<option>2</select><textarea>t</textarea></form><footer>Imprint</footer></body></html>");

    private static byte[] Tar()
    {
        using MemoryStream target = new();
        using (System.Formats.Tar.TarWriter tar = new(target, leaveOpen: true))
        {
            for (int index = 0; index < 4; index++)
            {
                Add(tar, $"{index}.txt", $"text {index} é");
                Add(tar, $"{index}.json", $"{{\"n\":{index}}}");
            }
        }

        return target.ToArray();

        static void Add(System.Formats.Tar.TarWriter tar, string name, string content) =>
            tar.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
    }

    private static byte[] Fixture(string name, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(here)!, "..", "Parquet", "Fixtures", name));

    private static byte[] Bzip2(byte[] content) => Compress(content, target => new ICSharpCode.SharpZipLib.BZip2.BZip2OutputStream(target) { IsStreamOwner = false });

    private static byte[] Lz4(byte[] content) => Compress(content, target => K4os.Compression.LZ4.Streams.LZ4Stream.Encode(target, leaveOpen: true));

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
