using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace DataCuration.QuickstartData;

/// <summary>The novels, cut at paragraph ends into passages of about six kilobytes: half as Parquet, half as JSONL.</summary>
internal static class NovelShards
{
    private const int PassageLength = 6000;

    public static async Task WriteAsync(Corpora corpora, string output)
    {
        string[] names = Corpora.ShardNovels;
        using (JsonlShard shard = new(Path.Combine(output, "novels/novels-0.jsonl.gz")))
        {
            foreach (SourceText passage in names.Take(5).SelectMany(name => Passages(corpora.Novel(name))))
            {
                shard.Add(passage);
            }
        }

        List<SourceText> rows = [.. names.Skip(5).SelectMany(name => Passages(corpora.Novel(name)))];
        DataField<string> id = new("id");
        DataField<string> text = new("text");
        ParquetSchema schema = new(id, text);
        ParquetOptions options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal };
        FileStream file = File.Create(Path.Combine(output, "novels/novels-1.parquet"));
        await using (file.ConfigureAwait(false))
        {
            ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file, options).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                foreach (SourceText[] group in rows.Chunk(256))
                {
                    using ParquetRowGroupWriter rowGroup = writer.CreateRowGroup();
                    await rowGroup.WriteAsync(id, group.Select(row => (string?)row.Id).ToList()).ConfigureAwait(false);
                    await rowGroup.WriteAsync(text, group.Select(row => (string?)row.Text).ToList()).ConfigureAwait(false);
                }
            }
        }
    }

    public static IEnumerable<SourceText> Passages(SourceText novel)
    {
        StringBuilder passage = new();
        int number = 0;
        foreach (string paragraph in novel.Text.Split('\n'))
        {
            bool chapter = paragraph.StartsWith("CHAPTER", StringComparison.OrdinalIgnoreCase);
            if ((passage.Length >= PassageLength && paragraph.Trim().Length == 0) || passage.Length >= 2 * PassageLength || (chapter && passage.Length > 500))
            {
                yield return new SourceText($"{novel.Id}#{number++:D4}", passage.ToString().Trim());
                passage.Clear();
            }

            passage.Append(paragraph).Append('\n');
        }

        if (passage.ToString().Trim() is { Length: > 200 } last)
        {
            yield return new SourceText($"{novel.Id}#{number:D4}", last);
        }
    }
}
