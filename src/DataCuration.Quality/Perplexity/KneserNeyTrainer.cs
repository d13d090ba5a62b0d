// Interpolated modified Kneser-Ney smoothing (Chen & Goodman 1998, TR-10-98, section 3; estimated as by Heafield et al. 2013): an n-gram of adjusted count c after context h has
//   p(w|h) = (c - D(c)) / sum of counts after h + gamma(h) p(w|h'),   gamma(h) = what the discounts (and pruned n-grams) leave,
// with D1, D2, D3+ of each order from the numbers of n-grams seen once to four times, counts of lower orders being the number of different words before, and 1/V below the unigrams. V counts all
// words, the unknown one and the end of a sentence. What differs from KenLM: all in memory, so the text is bounded by an option; a word is its 64-bit hash.
// Cost: two sorts of one 16-byte key a word for each order; about 250 bytes a word at the peak.
namespace DataCuration.Quality.Perplexity;

/// <summary>Trains a language model of up to five words. Not safe for concurrent use. The same texts in the same order give the same bytes.</summary>
public sealed class KneserNeyTrainer
{
    /// <summary>Longest n-gram that a key holds.</summary>
    public const int MaxOrder = 5;

    /// <summary>Bytes of memory that training needs a word, about; measured below this.</summary>
    public const long BytesPerWord = 280;

    private const uint SentenceBegin = 1;
    private const uint SentenceEnd = 2;
    private const uint FirstWord = 3;

    private readonly int _order;
    private readonly IReadOnlyList<int> _pruning;
    private readonly SentenceReader _reader = new();
    private readonly Dictionary<ulong, uint> _numbers = [];
    private readonly List<ulong> _hashes = [];
    private readonly List<UInt128> _places = [];

    /// <summary>A trainer.</summary>
    /// <param name="order">Longest n-gram, 2 to 5 words.</param>
    /// <param name="pruning">For each order, n-grams of at most so many occurrences are left out; never falling, the first 0. Missing orders take the last.</param>
    public KneserNeyTrainer(int order, IReadOnlyList<int> pruning)
    {
        ArgumentNullException.ThrowIfNull(pruning);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MaxOrder);
        if (pruning.Count == 0 || pruning[0] != 0 || pruning.Zip(pruning.Skip(1)).Any(pair => pair.Second < pair.First))
        {
            throw new ArgumentException($"Pruning begins with 0 and never falls; it is [{string.Join(", ", pruning)}].", nameof(pruning));
        }

        (_order, _pruning) = (order, pruning);
    }

    /// <summary>Words and ends of sentences so far.</summary>
    public long PlaceCount => _places.Count;

    /// <summary>Adds a text, line by line.</summary>
    /// <exception cref="InvalidOperationException">More than 16 million different words.</exception>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        _reader.Read(utf8);
        for (int sentence = 0; sentence < _reader.Count; sentence++)
        {
            UInt128 key = (UInt128)SentenceBegin << (NGramLevel.WordBits * (_order - 1));
            foreach (ulong word in _reader[sentence])
            {
                key = Next(key, NumberOf(word));
            }

            Next(key, SentenceEnd);
        }
    }

    /// <summary>The model as a file.</summary>
    /// <exception cref="InvalidOperationException">There is no text.</exception>
    public void Write(Stream output)
    {
        if (_places.Count == 0)
        {
            throw new InvalidOperationException("A language model needs text.");
        }

        UInt128[] places = [.. _places];
        _places.Clear();
        _places.TrimExcess();
        NGramLevel[] levels = new NGramLevel[_order];
        levels[^1] = NGramLevel.Highest(_order, places);
        for (int n = _order - 1; n >= 1; n--)
        {
            levels[n - 1] = levels[n].Lower();
        }

        levels[0] = levels[0].WithSentenceBegin(SentenceBegin);

        double unknown = EstimateUnigrams(levels[0]);
        for (int n = 2; n <= _order; n++)
        {
            Estimate(levels[n - 1], levels[n - 2], Threshold(n));
        }

        KneserNeyFile.Write(output, levels, [.. Enumerable.Range(1, _order).Select(Threshold)], (float)Math.Log(unknown), HashOfNumber);
    }

    /// <summary>The hash by which a word, or the border of a sentence, is known in the file.</summary>
    private ulong HashOfNumber(uint number) => number switch
    {
        SentenceBegin => KneserNeyFile.SentenceBegin,
        SentenceEnd => KneserNeyFile.SentenceEnd,
        _ => _hashes[(int)(number - FirstWord)],
    };

    private int Threshold(int order) => _pruning[Math.Min(order, _pruning.Count) - 1];

    private UInt128 Next(UInt128 key, uint word)
    {
        key = (key >> NGramLevel.WordBits) | ((UInt128)word << (NGramLevel.WordBits * (_order - 1)));
        _places.Add(key);
        return key;
    }

    private uint NumberOf(ulong hash)
    {
        if (!_numbers.TryGetValue(hash, out uint number))
        {
            number = FirstWord + (uint)_hashes.Count;
            if (number >= 1 << NGramLevel.WordBits)
            {
                throw new InvalidOperationException("A language model has at most 16 million different words.");
            }

            _numbers.Add(hash, number);
            _hashes.Add(hash);
        }

        return number;
    }

    // The beginning of a sentence is no event; it is in the table for its weight as a context.
    private static double EstimateUnigrams(NGramLevel level)
    {
        double[] discounts = Discounts(level);
        double total = 0;
        double left = 0;
        for (int i = 0; i < level.Keys.Length; i++)
        {
            total += level.Counts[i];
            left += Discount(discounts, level.Counts[i]);
        }

        // As many words as there are keys: the beginning of a sentence is none, the unknown word has no key.
        double uniform = left / total / level.Keys.Length;
        for (int i = 0; i < level.Keys.Length; i++)
        {
            level.LogProbabilities[i] = (float)Math.Log(((level.Counts[i] - Discount(discounts, level.Counts[i])) / total) + uniform);
        }

        return uniform;
    }

    private static void Estimate(NGramLevel level, NGramLevel lower, int threshold)
    {
        double[] discounts = Discounts(level);
        int[] byContext = OrderByContext(level, out UInt128[] contexts);
        double[] gammaOf = new double[level.Keys.Length];
        double[] totalOf = new double[level.Keys.Length];
        for (int start = 0, end; start < byContext.Length; start = end)
        {
            double total = 0;
            double left = 0;
            for (end = start; end < byContext.Length && contexts[end] == contexts[start]; end++)
            {
                int i = byContext[end];
                total += level.Counts[i];
                left += level.RawCounts[i] <= threshold ? level.Counts[i] : Discount(discounts, level.Counts[i]);
            }

            for (int k = start; k < end; k++)
            {
                (totalOf[byContext[k]], gammaOf[byContext[k]]) = (total, left / total);
            }

            int context = Array.BinarySearch(lower.Keys, contexts[start]);
            if (context >= 0)
            {
                lower.LogBackoffs[context] = (float)Math.Log(left / total);
            }
        }

        int suffix = 0;
        for (int i = 0; i < level.Keys.Length; i++)
        {
            UInt128 key = level.Keys[i] >> NGramLevel.WordBits;
            while (lower.Keys[suffix] != key)
            {
                suffix++;
            }

            if (level.IsWhole(i))
            {
                double seen = (level.Counts[i] - Discount(discounts, level.Counts[i])) / totalOf[i];
                level.LogProbabilities[i] = (float)Math.Log(seen + (gammaOf[i] * Math.Exp(lower.LogProbabilities[suffix])));
            }
        }
    }

    // Whole n-grams, those of one context side by side. A context is the key without its last word, shifted to the place of the lower order.
    private static int[] OrderByContext(NGramLevel level, out UInt128[] contexts)
    {
        UInt128 mask = (UInt128.One << (NGramLevel.WordBits * (level.Order - 1))) - 1;
        int[] whole = [.. Enumerable.Range(0, level.Keys.Length).Where(level.IsWhole)];
        contexts = Array.ConvertAll(whole, i => level.Keys[i] & mask);
        Array.Sort(contexts, whole);
        return whole;
    }

    private static double Discount(double[] discounts, uint count) => discounts[Math.Min(count, 3)];

    private static double[] Discounts(NGramLevel level)
    {
        double[] n = new double[5];
        for (int i = 0; i < level.Keys.Length; i++)
        {
            if (level.Counts[i] is >= 1 and <= 4 && level.IsWhole(i))
            {
                n[level.Counts[i]]++;
            }
        }

        double y = n[1] / (n[1] + (2 * n[2]));
        double[] discounts = [0, 1 - (2 * y * n[2] / n[1]), 2 - (3 * y * n[3] / n[2]), 3 - (4 * y * n[4] / n[3])];

        // Too little text for the estimate: the values that KenLM falls back to.
        bool isUsable = discounts.Select((discount, count) => discount >= 0 && discount <= count).All(isInRange => isInRange);
        return isUsable ? discounts : [0, 0.5, 1, 1.5];
    }
}
