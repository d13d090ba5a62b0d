using System.Runtime.InteropServices;

namespace DataCuration.Probes.Tokenizer;

/// <summary>How often each pair of neighbouring tokens occurs, kept up to date while pairs merge. Single-threaded.</summary>
internal sealed class PairCounts
{
    private readonly ushort[][] _words;
    private readonly long[] _frequencies;
    private readonly Dictionary<uint, long> _counts = [];
    private readonly Dictionary<uint, List<int>> _places = [];

    // Entries go stale when a count falls; they are checked when they come up.
    private readonly PriorityQueue<uint, (long NegativeCount, uint Pair)> _queue = new();

    public PairCounts(Dictionary<byte[], long> words)
    {
        _words = new ushort[words.Count][];
        _frequencies = new long[words.Count];
        int index = 0;
        foreach ((byte[] word, long frequency) in words)
        {
            _words[index] = Array.ConvertAll(word, static value => (ushort)(1 + value));
            _frequencies[index] = frequency;
            Add(index, place: true);
            index++;
        }

        foreach ((uint pair, long count) in _counts) _queue.Enqueue(pair, (-count, pair));
    }

    /// <summary>The pair with the highest count of at least 2; the smaller one of equals. Null when there is none.</summary>
    public (ushort Left, ushort Right)? TakeMostFrequent()
    {
        while (_queue.TryDequeue(out uint pair, out (long NegativeCount, uint Pair) priority))
        {
            long count = _counts.GetValueOrDefault(pair);
            if (count < 2) continue;
            if (count == -priority.NegativeCount) return ((ushort)(pair >> 16), (ushort)pair);
            _queue.Enqueue(pair, (-count, pair));
        }

        return null;
    }

    /// <summary>Replaces every <paramref name="left"/> <paramref name="right"/> by <paramref name="merged"/>.</summary>
    public void Merge(ushort left, ushort right, ushort merged)
    {
        uint pair = Key(left, right);
        if (!_places.Remove(pair, out List<int>? places)) return;
        HashSet<uint> grown = [];
        foreach (int index in places)
        {
            ushort[] before = _words[index];
            ushort[] after = Join(before, left, right, merged);
            if (after.Length == before.Length) continue;
            for (int at = 0; at + 1 < before.Length; at++) _counts[Key(before[at], before[at + 1])] -= _frequencies[index];
            _words[index] = after;
            Add(index, place: false);
            for (int at = 0; at + 1 < after.Length; at++)
            {
                if (after[at] != merged && after[at + 1] != merged) continue;
                uint made = Key(after[at], after[at + 1]);
                Place(made, index);
                grown.Add(made);
            }
        }

        _counts.Remove(pair);
        foreach (uint made in grown) _queue.Enqueue(made, (-_counts[made], made));
    }

    private static ushort[] Join(ushort[] word, ushort left, ushort right, ushort merged)
    {
        Span<ushort> joined = stackalloc ushort[word.Length];
        int count = 0;
        for (int at = 0; at < word.Length; at++)
        {
            bool isPair = at + 1 < word.Length && word[at] == left && word[at + 1] == right;
            joined[count++] = isPair ? merged : word[at];
            if (isPair) at++;
        }

        return count == word.Length ? word : joined[..count].ToArray();
    }

    private static uint Key(ushort left, ushort right) => ((uint)left << 16) | right;

    private void Add(int index, bool place)
    {
        ushort[] word = _words[index];
        for (int at = 0; at + 1 < word.Length; at++)
        {
            uint pair = Key(word[at], word[at + 1]);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, pair, out _) += _frequencies[index];
            if (place) Place(pair, index);
        }
    }

    private void Place(uint pair, int index)
    {
        List<int> places = CollectionsMarshal.GetValueRefOrAddDefault(_places, pair, out _) ??= [];
        if (places.Count == 0 || places[^1] != index) places.Add(index);
    }
}
