using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DataCuration.Deduplication.Semantic;

namespace CorpusGenerator;

/// <summary>How well the built-in embeddings agree with people: Spearman's rank correlation with the scores of STS-B, and how well one threshold tells the paraphrases of MRPC.</summary>
internal static class EmbeddingEvaluation
{
    public static void Run(string similarityFile, string paraphraseFile)
    {
        List<Pair> similarity = Read(similarityFile), paraphrases = Read(paraphraseFile);
        foreach (int dimensions in new[] { 128, 256, 512, 1024 })
        {
            TextEmbedder embedder = Train(similarity.Concat(paraphrases), dimensions);
            foreach (IGrouping<string, Pair> part in similarity.GroupBy(pair => pair.Part))
            {
                double[] found = [.. part.Select(pair => Similarity(embedder, pair, dimensions))];
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dimensions} dimensions: STS-B {part.Key}: Spearman {Spearman(found, [.. part.Select(pair => pair.Score)]):F3} over {found.Length} pairs"));
            }

            double[] scores = [.. paraphrases.Select(pair => Similarity(embedder, pair, dimensions))];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dimensions} dimensions: MRPC: area under the curve {Area(scores, paraphrases):F3} over {scores.Length} pairs"));
        }

        byte[] text = Encoding.UTF8.GetBytes(string.Join(' ', paraphrases.Select(pair => pair.One)));
        TextEmbedder timed = Train(paraphrases, 256);
        float[] vector = new float[256];
        long bytes = 0;
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan before = Process.GetCurrentProcess().UserProcessorTime;
        while (watch.Elapsed.TotalSeconds < 3)
        {
            for (int start = 0; start + 4096 < text.Length; start += 4096, bytes += 4096)
            {
                timed.Embed(text.AsSpan(start, 4096), vector);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"embedding pieces of 4096 bytes: {bytes / 1e6 / (Process.GetCurrentProcess().UserProcessorTime - before).TotalSeconds:F0} MB a processor second"));
    }

    private static TextEmbedder Train(IEnumerable<Pair> pairs, int dimensions)
    {
        FeatureFrequencies frequencies = new();
        foreach (Pair pair in pairs)
        {
            frequencies.Add(Encoding.UTF8.GetBytes(pair.One));
            frequencies.Add(Encoding.UTF8.GetBytes(pair.Other));
        }

        return new TextEmbedder(frequencies, dimensions);
    }

    private static double Similarity(TextEmbedder embedder, Pair pair, int dimensions)
    {
        float[] one = new float[dimensions], other = new float[dimensions];
        embedder.Embed(Encoding.UTF8.GetBytes(pair.One), one);
        embedder.Embed(Encoding.UTF8.GetBytes(pair.Other), other);
        double sum = 0;
        for (int i = 0; i < dimensions; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }

    private static double Spearman(double[] left, double[] right)
    {
        double[] x = Ranks(left), y = Ranks(right);
        double meanX = x.Average(), meanY = y.Average(), xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }

        return xy / Math.Sqrt(xx * yy);
    }

    private static double Area(double[] scores, List<Pair> pairs)
    {
        double[] ranks = Ranks(scores);
        double positives = pairs.Count(pair => pair.Score > 0), sum = ranks.Where((_, i) => pairs[i].Score > 0).Sum();
        return (sum - (positives * (positives + 1) / 2)) / (positives * (pairs.Count - positives));
    }

    // Ranks from 1; those that tie share their mean.
    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        double[] ranks = new double[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]]; end++)
            {
            }

            for (int i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }
        }

        return ranks;
    }

    private static List<Pair> Read(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        List<Pair> pairs = [];
        while (reader.ReadLine() is { } line)
        {
            JsonElement json = JsonDocument.Parse(line).RootElement;
            pairs.Add(new Pair(
                json.GetProperty("text").GetString()!,
                json.GetProperty("text2").GetString()!,
                json.TryGetProperty("score", out JsonElement score) ? score.GetDouble() : json.GetProperty("label").GetDouble(),
                json.TryGetProperty("part", out JsonElement part) ? part.GetString()! : ""));
        }

        return pairs;
    }

    private sealed record Pair(string One, string Other, double Score, string Part);
}
