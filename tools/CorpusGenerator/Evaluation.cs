using System.Collections;
using System.Globalization;
using System.Text.Json;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents.Recipes;

namespace CorpusGenerator;

/// <summary>
/// Compares what was removed with the truth. Of a pair, exactly one must leave: none is a miss, two is one wrong removal, and so is every
/// removed document that has no pair.
/// </summary>
internal static class Evaluation
{
    private const double BinWidth = 0.05;

    public static void Run(SyntheticCorpus corpus, string folder, TextWriter output)
    {
        BitArray removed = new(checked((int)corpus.Documents));
        long removals = 0;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(folder, "removed"), "*.jsonl", SearchOption.AllDirectories))
        {
            foreach (string line in File.ReadLines(file))
            {
                using JsonDocument document = JsonDocument.Parse(line);
                removed[(int)document.RootElement.GetProperty("number").GetInt64()] = true;
                removals++;
            }
        }

        SortedDictionary<int, (long Pairs, long Found, double Accepted)> bins = [];
        MinHashOptions options = new();
        long hits = 0;
        object gate = new();
        Parallel.For(0, corpus.Documents / SyntheticCorpus.CopyEvery, pair =>
        {
            long copy = (pair * SyntheticCorpus.CopyEvery) + SyntheticCorpus.CopyEvery - 1, original = corpus.OriginalOf(copy)!.Value;
            double similarity = SyntheticCorpus.Jaccard(corpus.WordsOf(copy), corpus.WordsOf(original));
            bool isFound = removed[(int)copy] != removed[(int)original];
            double accepted = similarity == 1 ? 1 : BandingCurve.EdgeProbability(options, similarity);
            lock (gate)
            {
                hits += isFound ? 1 : 0;
                int bin = similarity == 1 ? int.MaxValue : (int)(similarity / BinWidth);
                (long pairs, long found, double sum) = bins.GetValueOrDefault(bin);
                bins[bin] = (pairs + 1, found + (isFound ? 1 : 0), sum + accepted);
            }
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"removed {removals}, of which right {hits}: precision {(double)hits / removals:F5}"));
        output.WriteLine("Jaccard        pairs     recall  expected");
        foreach ((int bin, (long pairs, long found, double accepted)) in bins)
        {
            string name = bin == int.MaxValue ? "1" : string.Create(CultureInfo.InvariantCulture, $"{bin * BinWidth:F2}-{(bin + 1) * BinWidth:F2}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10} {pairs,9}  {(double)found / pairs,9:F4} {accepted / pairs,9:F4}"));
        }
    }
}
