// An inverted index of the n-grams of evaluation items: hash of n words -> items and positions. Three published rules decide from it (ContaminationRule). N-grams that many items
// share are passed over, unless an item would then no longer find itself: it keeps all of its own. Items of fewer than n words match whole; of three or fewer only when they are
// the whole document. Cost: 16 bytes an n-gram; a document costs one hash and one look into a bit table a word.
using System.Text;
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Contamination;

/// <summary>The n-grams of evaluation items. Immutable; safe for concurrent use through one scanner a thread.</summary>
public sealed class ContaminationIndex
{
    /// <summary>Items of at most this many words are found only as whole documents.</summary>
    public const int WholeDocumentWords = 3;

    private readonly Dictionary<ulong, (int Start, int Count)> _grams = [];
    private readonly List<(int Item, int Position)> _postings = [];
    private readonly ulong[] _filter;

    private ContaminationIndex(IReadOnlyList<EvaluationItem> items, int[] wordCounts, int n, List<Gram> grams, int maxItemsPerGram)
    {
        (Items, WordCounts, N) = (items, wordCounts, n);
        grams.Sort();
        HashSet<int> blind = BlindItems(grams, wordCounts, maxItemsPerGram, n);
        SortedSet<int> lengths = [];
        for (int start = 0, end; start < grams.Count; start = end)
        {
            end = start + 1;
            while (end < grams.Count && grams[end].Hash == grams[start].Hash)
            {
                end++;
            }

            bool isCommon = IsCommon(grams, start, end, maxItemsPerGram);
            int first = _postings.Count;
            for (int i = start; i < end; i++)
            {
                if (!isCommon || blind.Contains(grams[i].Item))
                {
                    _postings.Add((grams[i].Item, grams[i].Position));
                    lengths.Add(grams[i].Length);
                }
            }

            IgnoredGramCount += isCommon ? 1 : 0;
            if (_postings.Count > first)
            {
                _grams.Add(grams[start].Hash, (first, _postings.Count - first));
            }
        }

        Lengths = [.. lengths];
        int bits = Math.Max(12, (int)Math.Ceiling(Math.Log2(16.0 * Math.Max(1, _grams.Count))));
        _filter = new ulong[1 << (bits - 6)];
        foreach (ulong hash in _grams.Keys)
        {
            _filter[hash >> (64 - bits) >> 6] |= 1UL << (int)(hash >> (64 - bits));
        }

        FilterShift = 64 - bits;
    }

    /// <summary>The items.</summary>
    public IReadOnlyList<EvaluationItem> Items { get; }

    /// <summary>Words of each item.</summary>
    public IReadOnlyList<int> WordCounts { get; }

    /// <summary>Words of an n-gram.</summary>
    public int N { get; }

    /// <summary>N-grams that too many items share.</summary>
    public int IgnoredGramCount { get; }

    /// <summary>The lengths of n-grams in the index: n, and those of items that are shorter.</summary>
    internal IReadOnlyList<int> Lengths { get; }

    private int FilterShift { get; }

    /// <summary>Words of a rule's n-gram.</summary>
    public static int GramWords(ContaminationRule rule) => rule switch
    {
        ContaminationRule.Any12 => 12,
        ContaminationRule.Gpt3 => 13,
        _ => 8,
    };

    /// <summary>Indexes items.</summary>
    public static ContaminationIndex Build(IReadOnlyList<EvaluationItem> items, ContaminationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Build(items, options, hasBridgingGrams: true);
    }

    internal static ContaminationIndex Build(IReadOnlyList<EvaluationItem> items, ContaminationOptions options, bool hasBridgingGrams)
    {
        ArgumentNullException.ThrowIfNull(items);
        int n = GramWords(options.Rule);
        WordStream words = new();
        List<ulong> hashes = [];
        List<Gram> grams = [];
        int[] counts = new int[items.Count];
        for (int item = 0; item < items.Count; item++)
        {
            words.Read(Encoding.UTF8.GetBytes(items[item].Query));
            int queryWords = words.Count;
            words.Read(Encoding.UTF8.GetBytes(items[item].Text));
            counts[item] = words.Count;
            if (words.Count == 0)
            {
                continue;
            }

            int length = Math.Min(n, words.Count);
            bool isByParts = options.Rule == ContaminationRule.Any12 && queryWords < words.Count && words.Count >= n;
            GramHasher.Hash(words.Hashes, length, hashes);
            for (int position = 0; position < hashes.Count; position++)
            {
                bool isQuery = position + length <= queryWords;
                bool isLabel = position >= queryWords;
                if (!isByParts || isLabel || (isQuery ? options.QueryGrams : hasBridgingGrams))
                {
                    grams.Add(new Gram(hashes[position], item, position, length));
                }
            }
        }

        return new ContaminationIndex(items, counts, n, grams, options.MaxItemsPerGram);
    }

    internal bool TryFind(ulong hash, out ReadOnlySpan<(int Item, int Position)> postings)
    {
        ulong slot = hash >> FilterShift;
        if ((_filter[slot >> 6] >> (int)slot & 1) != 0 && _grams.TryGetValue(hash, out (int Start, int Count) range))
        {
            postings = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_postings).Slice(range.Start, range.Count);
            return true;
        }

        postings = default;
        return false;
    }

    // Items of which the n-grams that few share cover half of the words or less.
    private static HashSet<int> BlindItems(List<Gram> grams, int[] wordCounts, int maxItems, int n)
    {
        System.Collections.BitArray?[] covered = new System.Collections.BitArray?[wordCounts.Length];
        for (int start = 0, end; start < grams.Count; start = end)
        {
            end = start + 1;
            while (end < grams.Count && grams[end].Hash == grams[start].Hash)
            {
                end++;
            }

            if (!IsCommon(grams, start, end, maxItems))
            {
                for (int i = start; i < end; i++)
                {
                    System.Collections.BitArray words = covered[grams[i].Item] ??= new(wordCounts[grams[i].Item]);
                    for (int word = grams[i].Position; word < grams[i].Position + grams[i].Length; word++)
                    {
                        words[word] = true;
                    }
                }
            }
        }

        return [.. Enumerable.Range(0, wordCounts.Length).Where(item => wordCounts[item] <= n || covered[item] is not { } words || CountOf(words) * 2 <= wordCounts[item])];
    }

    private static int CountOf(System.Collections.BitArray bits)
    {
        int count = 0;
        foreach (bool bit in bits)
        {
            count += bit ? 1 : 0;
        }

        return count;
    }

    private static bool IsCommon(List<Gram> grams, int start, int end, int maxItems)
    {
        int items = 0;
        int last = -1;
        for (int i = start; i < end; i++)
        {
            items += grams[i].Item != last ? 1 : 0;
            last = grams[i].Item;
        }

        return items > maxItems;
    }

    private readonly record struct Gram(ulong Hash, int Item, int Position, int Length) : IComparable<Gram>
    {
        public int CompareTo(Gram other)
        {
            int order = Hash.CompareTo(other.Hash);
            order = order != 0 ? order : Item.CompareTo(other.Item);
            return order != 0 ? order : Position.CompareTo(other.Position);
        }
    }
}
