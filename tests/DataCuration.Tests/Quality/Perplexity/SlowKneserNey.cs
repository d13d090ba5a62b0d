namespace DataCuration.Tests.Quality.Perplexity;

/// <summary>Interpolated modified Kneser-Ney written down from Chen &amp; Goodman's formulas over lists of words, with nothing shared with the product: slow and plain.</summary>
internal sealed class SlowKneserNey
{
    private readonly int _order;
    private readonly int[] _pruning;
    private readonly Dictionary<string, int>[] _adjusted;
    private readonly Dictionary<string, int>[] _raw;
    private readonly double[][] _discounts;
    private readonly HashSet<string> _vocabulary = [];

    public SlowKneserNey(IReadOnlyList<string[]> sentences, int order, int[] pruning)
    {
        (_order, _pruning) = (order, pruning);
        _raw = [.. Enumerable.Range(0, order + 1).Select(_ => new Dictionary<string, int>())];
        _adjusted = [.. Enumerable.Range(0, order + 1).Select(_ => new Dictionary<string, int>())];
        foreach (string[] sentence in sentences)
        {
            string[] words = ["<s>", .. sentence, "</s>"];
            _vocabulary.UnionWith(words.Skip(1));
            for (int end = 1; end < words.Length; end++)
            {
                for (int n = 1; n <= Math.Min(order, end + 1); n++)
                {
                    Count(_raw[n], string.Join(' ', words[(end - n + 1)..(end + 1)]), 1);
                }
            }
        }

        for (int n = 1; n <= order; n++)
        {
            foreach (string gram in _raw[n].Keys)
            {
                bool isRaw = n == order || gram.StartsWith("<s>", StringComparison.Ordinal);
                int count = isRaw ? _raw[n][gram] : _raw[n + 1].Keys.Count(longer => longer.EndsWith(" " + gram, StringComparison.Ordinal));
                _adjusted[n][gram] = count;
            }
        }

        _discounts = [.. _adjusted.Select(Discounts)];
    }

    public double LogProbability(string[] sentence)
    {
        double sum = 0;
        List<string> history = ["<s>"];
        foreach (string word in sentence.Append("</s>"))
        {
            string known = _vocabulary.Contains(word) ? word : "<unk>";
            sum += Math.Log(Probability(known, history.TakeLast(_order - 1).ToArray()));
            history.Add(known);
        }

        return sum;
    }

    public double Probability(string word, string[] history)
    {
        if (history.Length == 0)
        {
            double all = _adjusted[1].Values.Sum();
            double uniform = _adjusted[1].Values.Sum(count => Discount(1, count)) / all / (_vocabulary.Count + 1);
            int seen = _adjusted[1].GetValueOrDefault(word);
            return ((seen - Discount(1, seen)) / all) + uniform;
        }

        int n = history.Length + 1;
        string prefix = string.Join(' ', history) + " ";
        KeyValuePair<string, int>[] after = [.. _adjusted[n].Where(gram => gram.Key.StartsWith(prefix, StringComparison.Ordinal))];
        double shorter = Probability(word, history[1..]);
        if (after.Length == 0)
        {
            return shorter;
        }

        double total = after.Sum(gram => gram.Value);
        double gamma = after.Sum(gram => IsPruned(n, gram.Key) ? gram.Value : Discount(n, gram.Value)) / total;
        string whole = prefix + word;
        double kept = _adjusted[n].TryGetValue(whole, out int count) && !IsPruned(n, whole) ? (count - Discount(n, count)) / total : 0;
        return kept + (gamma * shorter);
    }

    private bool IsPruned(int n, string gram) => _raw[n][gram] <= _pruning[Math.Min(n, _pruning.Length) - 1];

    private double Discount(int n, int count) => _discounts[n][Math.Min(count, 3)];

    private static double[] Discounts(Dictionary<string, int> counts)
    {
        double n1 = counts.Values.Count(count => count == 1);
        double n2 = counts.Values.Count(count => count == 2);
        double n3 = counts.Values.Count(count => count == 3);
        double n4 = counts.Values.Count(count => count == 4);
        double y = n1 / (n1 + (2 * n2));
        double[] discounts = [0, 1 - (2 * y * n2 / n1), 2 - (3 * y * n3 / n2), 3 - (4 * y * n4 / n3)];
        return Enumerable.Range(1, 3).All(i => discounts[i] >= 0 && discounts[i] <= i) ? discounts : [0, 0.5, 1, 1.5];
    }

    private static void Count(Dictionary<string, int> counts, string gram, int by) => counts[gram] = counts.GetValueOrDefault(gram) + by;
}
