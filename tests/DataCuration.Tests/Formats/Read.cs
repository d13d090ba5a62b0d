using System.IO.Compression;
using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;

namespace DataCuration.Tests.Formats;

/// <summary>Runs the record reader over bytes.</summary>
internal static class Read
{
    public static async Task<List<ReadItem>> AllAsync(byte[] content, RecordFormat format = RecordFormat.Auto, FieldMapping? fields = null)
    {
        SourceOptions source = new() { Name = "test", Files = ["f"], Format = format, Fields = fields ?? new FieldMapping() };
        List<ReadItem> items = [];
        await foreach (ReadItem item in RecordReader.ReadAsync(new MemoryStream(content), "folder/f", source, TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        return items;
    }

    public static Task<List<ReadItem>> AllAsync(string content, RecordFormat format = RecordFormat.Auto, FieldMapping? fields = null) =>
        AllAsync(Encoding.UTF8.GetBytes(content), format, fields);

    public static string TextOf(this ReadItem item) => Encoding.UTF8.GetString(item.Record!.Payload.Span);

    public static string[] Texts(this IEnumerable<ReadItem> items) => [.. items.Where(item => item.Record is not null).Select(TextOf)];

    public static string[] Codes(this IEnumerable<ReadItem> items) => [.. items.Where(item => item.Quarantined is not null).Select(item => item.Quarantined!.Code)];

    public static IEnumerable<long> Positions(this IEnumerable<ReadItem> items) =>
        items.Where(item => item.SkippedKind is null).Select(item => item.Record?.Position ?? item.Quarantined!.Position);

    public static byte[] Gzip(params byte[][] members)
    {
        using MemoryStream target = new();
        foreach (byte[] member in members)
        {
            using GZipStream gzip = new(target, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(member);
        }

        return target.ToArray();
    }

    public static byte[] Zstandard(params byte[][] frames)
    {
        using MemoryStream target = new();
        foreach (byte[] frame in frames)
        {
            using ZstdSharp.CompressionStream zstd = new(target, leaveOpen: true);
            zstd.Write(frame);
        }

        return target.ToArray();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
