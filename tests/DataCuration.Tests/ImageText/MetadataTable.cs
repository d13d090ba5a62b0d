using Parquet;
using Parquet.Schema;

namespace DataCuration.Tests.ImageText;

/// <summary>A Parquet file as DataComp's metadata are: uid, text, image size, scores.</summary>
internal sealed record MetadataTable(string[] Uids, string?[] Texts, int[] Widths, int[] Heights, float?[] L14, double[] B32)
{
    /// <summary>Samples with these scores, all else being unremarkable; uids are scrambled numbers.</summary>
    public static MetadataTable OfScores(IReadOnlyList<float?> scores, int firstNumber = 0) => new(
        [.. scores.Select((_, row) => UidOf(firstNumber + row))],
        [.. scores.Select(_ => "A photo of a dog that runs on the beach")],
        [.. scores.Select(_ => 640)],
        [.. scores.Select(_ => 480)],
        [.. scores],
        [.. scores.Select(score => (double)(score ?? 0) / 2)]);

    public static string UidOf(int number) => $"{unchecked((ulong)number * 0x9E3779B97F4A7C15):x16}{number:x16}";

    public async Task<string> WriteAsync(string path, int groupRows = 1000)
    {
        DataField<string> uid = new("uid"), text = new("text");
        DataField<int> width = new("original_width"), height = new("original_height");
        DataField<float?> l14 = new("clip_l14_similarity_score");
        DataField<double> b32 = new("clip_b32_similarity_score");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(uid, text, width, height, l14, b32), file);
        foreach (Range rows in Enumerable.Range(0, (Uids.Length + groupRows - 1) / groupRows).Select(group => (group * groupRows)..Math.Min(Uids.Length, (group + 1) * groupRows)))
        {
            using ParquetRowGroupWriter rowGroup = writer.CreateRowGroup();
            await rowGroup.WriteAsync(uid, Uids[rows].ToList<string?>());
            await rowGroup.WriteAsync(text, Texts[rows].ToList());
            await rowGroup.WriteAsync<int>(width, Widths[rows]);
            await rowGroup.WriteAsync<int>(height, Heights[rows]);
            await rowGroup.WriteAsync<float>(l14, L14[rows].ToArray());
            await rowGroup.WriteAsync<double>(b32, B32[rows]);
        }

        return path;
    }
}
