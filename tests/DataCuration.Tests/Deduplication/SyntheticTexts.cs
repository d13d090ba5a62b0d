using System.Text;

namespace DataCuration.Tests.Deduplication;

/// <summary>Seeded texts over a made-up vocabulary.</summary>
internal sealed class SyntheticTexts(int seed)
{
    private readonly Random _random = new(seed);

    public string[] Words(int count, int vocabulary = 20_000)
    {
        string[] words = new string[count];
        for (int i = 0; i < count; i++)
        {
            words[i] = Word(_random.Next(vocabulary));
        }

        return words;
    }

    /// <summary>A copy in which each word is replaced with the given probability.</summary>
    public string[] Edited(string[] words, double probability) =>
        [.. words.Select(word => _random.NextDouble() < probability ? Word(_random.Next(20_000)) : word)];

    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        _random.Shuffle(order);
        return order;
    }

    public static byte[] Text(IEnumerable<string> words) => Encoding.UTF8.GetBytes(string.Join(' ', words));

    /// <summary>The true Jaccard similarity of the sets of 5-word shingles.</summary>
    public static double Jaccard(string[] left, string[] right)
    {
        HashSet<string> a = Shingles(left), b = Shingles(right);
        int common = a.Count(b.Contains);
        return (double)common / (a.Count + b.Count - common);
    }

    private static HashSet<string> Shingles(string[] words) =>
        [.. Enumerable.Range(0, Math.Max(0, words.Length - 4)).Select(i => string.Join(' ', words.AsSpan(i, 5).ToArray()))];

    private static string Word(int number)
    {
        StringBuilder word = new();
        for (int rest = number + 7; rest > 0; rest /= 20)
        {
            word.Append("bcdfghjklmnpqrstvwxz"[rest % 20]).Append("aeiou"[rest % 5]);
        }

        return word.ToString();
    }
}
