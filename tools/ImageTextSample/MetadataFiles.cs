using System.Globalization;
using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace ImageTextSample;

/// <summary>
/// Parquet files with the columns of DataComp's metadata that pools need. Scores are normal around a middle that depends on the kind of caption, and the two models agree with a
/// correlation of about 0.8; sides of images are between 80 and 2,000 pixels. The same numbers give the same bytes.
/// </summary>
internal static class MetadataFiles
{
    private const int GroupRows = 10_000;
    private static readonly int[] Sides = [80, 150, 225, 300, 480, 500, 640, 800, 1024, 1200, 1600, 2000];

    public static async Task WriteAsync(string folder, int samples, int files, ulong seed)
    {
        Directory.CreateDirectory(folder);
        for (int file = 0; file < files; file++)
        {
            int first = (int)((long)samples * file / files);
            int end = (int)((long)samples * (file + 1) / files);
            await WriteFileAsync(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{file:D8}.parquet")), first, end, seed).ConfigureAwait(false);
        }
    }

    private static async Task WriteFileAsync(string path, int first, int end, ulong seed)
    {
        DataField<string> uid = new("uid"), url = new("url"), text = new("text");
        DataField<int> width = new("original_width"), height = new("original_height");
        DataField<float> b32 = new("clip_b32_similarity_score"), l14 = new("clip_l14_similarity_score");
        ParquetOptions options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal };
        FileStream stream = File.Create(path);
        await using (stream.ConfigureAwait(false))
        {
            ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(uid, url, text, width, height, b32, l14), stream, options).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                for (int start = first; start < end; start += GroupRows)
                {
                    Sample[] rows = [.. Enumerable.Range(start, Math.Min(GroupRows, end - start)).Select(number => Create(number, seed))];
                    using ParquetRowGroupWriter group = writer.CreateRowGroup();
                    await group.WriteAsync(uid, rows.Select(row => (string?)row.Uid).ToList()).ConfigureAwait(false);
                    await group.WriteAsync(url, rows.Select(row => (string?)row.Url).ToList()).ConfigureAwait(false);
                    await group.WriteAsync(text, rows.Select(row => (string?)row.Text).ToList()).ConfigureAwait(false);
                    await group.WriteAsync<int>(width, Array.ConvertAll(rows, row => row.Width)).ConfigureAwait(false);
                    await group.WriteAsync<int>(height, Array.ConvertAll(rows, row => row.Height)).ConfigureAwait(false);
                    await group.WriteAsync<float>(b32, Array.ConvertAll(rows, row => row.B32)).ConfigureAwait(false);
                    await group.WriteAsync<float>(l14, Array.ConvertAll(rows, row => row.L14)).ConfigureAwait(false);
                }
            }
        }
    }

    private static Sample Create(int number, ulong seed)
    {
        SplitMix random = new((seed << 40) ^ (ulong)number);
        string uid = string.Create(CultureInfo.InvariantCulture, $"{random.Next():x16}{random.Next():x16}");
        (string text, double fit) = Captions.Next(ref random);
        double shared = random.Normal();
        double l14 = fit + (0.04 * shared) + (0.02 * random.Normal());
        double b32 = fit + 0.05 + (0.03 * shared) + (0.015 * random.Normal());
        int width = Sides[random.Below(Sides.Length)];
        int height = random.Unit() < 0.6 ? width * 3 / 4 : Sides[random.Below(Sides.Length)];
        return new Sample(uid, string.Create(CultureInfo.InvariantCulture, $"https://images.example.org/{number:D8}.jpg"), text, width, height, Rounded(b32), Rounded(l14));
    }

    // Four digits, as scores of half-precision embeddings are worth; it also makes ties.
    private static float Rounded(double score) => (float)(Math.Round(score * 10_000) / 10_000);
}
