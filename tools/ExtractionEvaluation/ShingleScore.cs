// The score of scrapinghub/article-extraction-benchmark: shares of 4-word shingles, counted with multiplicity, averaged over pages.
using System.Text.RegularExpressions;

namespace DataCuration.ExtractionEvaluation;

/// <summary>How the shingles of an extracted text compare with those of the expected one.</summary>
/// <param name="TruePositives">Shingles in both.</param>
/// <param name="FalsePositives">Shingles only in the extracted text.</param>
/// <param name="FalseNegatives">Shingles only in the expected text.</param>
internal readonly partial record struct ShingleScore(int TruePositives, int FalsePositives, int FalseNegatives)
{
    private const int ShingleWords = 4;

    /// <summary>Right share of what was extracted.</summary>
    public double Precision => TruePositives == 0 ? 0 : TruePositives / (double)(TruePositives + FalsePositives);

    /// <summary>Extracted share of what is right.</summary>
    public double Recall => TruePositives == 0 ? 0 : TruePositives / (double)(TruePositives + FalseNegatives);

    /// <summary>Harmonic mean of both.</summary>
    public double F1 => TruePositives == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Compares two texts.</summary>
    public static ShingleScore Of(string expected, string extracted)
    {
        Dictionary<string, int> left = Shingles(expected);
        Dictionary<string, int> right = Shingles(extracted);
        int both = left.Sum(pair => Math.Min(pair.Value, right.GetValueOrDefault(pair.Key)));
        return new ShingleScore(both, right.Values.Sum() - both, left.Values.Sum() - both);
    }

    private static Dictionary<string, int> Shingles(string text)
    {
        string[] words = [.. Words().Matches(text).Select(match => match.Value)];
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        int last = words.Length == 0 ? -1 : Math.Max(0, words.Length - ShingleWords);
        for (int i = 0; i <= last; i++)
        {
            string shingle = string.Join(' ', words[i..Math.Min(words.Length, i + ShingleWords)]);
            counts[shingle] = counts.GetValueOrDefault(shingle) + 1;
        }

        return counts;
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
