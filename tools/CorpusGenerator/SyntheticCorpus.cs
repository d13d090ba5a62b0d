// A corpus as a pure function of its seed and size. Every fifth document is a copy of one original far away from it, with each word replaced
// at one of a few rates; no original has two copies. So each copy and its original are one pair with a known Jaccard similarity, all other
// documents are alone, and neither text nor truth has to be stored to make or check any part. Words follow Zipf's law over made-up words.
namespace CorpusGenerator;

/// <summary>Documents by number. Immutable; safe for concurrent use.</summary>
internal sealed class SyntheticCorpus(ulong seed, long documents)
{
    /// <summary>One document of this many is a copy.</summary>
    public const int CopyEvery = 5;

    private const int VocabularySize = 50_000;

    private static readonly double[] ReplacementRates = [0, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.08];

    private readonly double[] _cumulative = Zipf();

    public long Documents { get; } = documents;

    /// <summary>The original of a copy; null for an original.</summary>
    public long? OriginalOf(long number)
    {
        if (number % CopyEvery != CopyEvery - 1)
        {
            return null;
        }

        // A bijection of the copies: multiplication by a number prime to their count.
        long copies = Documents / CopyEvery;
        long multiplier = (long)(copies * 0.6180339887) | 1;
        while (GreatestCommonDivisor(multiplier, copies) != 1)
        {
            multiplier += 2;
        }

        return (long)((UInt128)(number / CopyEvery) * (UInt128)multiplier % (UInt128)copies) * CopyEvery;
    }

    /// <summary>The words of a document as numbers.</summary>
    public int[] WordsOf(long number)
    {
        if (OriginalOf(number) is not { } original)
        {
            SplitMix random = SplitMix.For(seed, number);
            int[] words = new int[(int)Math.Clamp(Math.Exp(4.6 + (0.5 * random.Normal())), 20, 2000)];
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = Draw(ref random);
            }

            return words;
        }

        int[] copy = WordsOf(original);
        SplitMix edits = SplitMix.For(~seed, number);
        double rate = ReplacementRates[edits.Next() % (ulong)ReplacementRates.Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = edits.Unit() < rate ? Draw(ref edits) : copy[i];
        }

        return copy;
    }

    /// <summary>The exact Jaccard similarity of two documents' word 5-gram sets.</summary>
    public static double Jaccard(int[] left, int[] right)
    {
        HashSet<(int, int, int, int, int)> a = Shingles(left), b = Shingles(right);
        int common = a.Count(b.Contains);
        return (double)common / (a.Count + b.Count - common);
    }

    private static HashSet<(int, int, int, int, int)> Shingles(int[] words)
    {
        HashSet<(int, int, int, int, int)> shingles = [];
        for (int i = 0; i + 5 <= words.Length; i++)
        {
            shingles.Add((words[i], words[i + 1], words[i + 2], words[i + 3], words[i + 4]));
        }

        return shingles;
    }

    private static double[] Zipf()
    {
        double[] cumulative = new double[VocabularySize];
        double sum = 0;
        for (int i = 0; i < VocabularySize; i++)
        {
            sum += 1.0 / (i + 10);
            cumulative[i] = sum;
        }

        return [.. cumulative.Select(value => value / sum)];
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private int Draw(ref SplitMix random)
    {
        int place = Array.BinarySearch(_cumulative, random.Unit());
        return Math.Min(place < 0 ? ~place : place, VocabularySize - 1);
    }
}
