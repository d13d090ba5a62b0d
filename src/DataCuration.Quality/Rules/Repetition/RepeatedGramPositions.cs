// Where the repeated n-grams of words are: the common part of all ways in which tools count them. An n-gram is the pair (number of its first
// n-1 words, number of its last word), so keys are exact 64-bit values and no bytes are compared. It can only repeat where both its words,
// or both its (n-1)-grams, repeat, so fewer and fewer positions are looked at. Cost: less than one look-up a word for all n together.
using System.Numerics;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Repetition;

/// <summary>Finds the n-grams that occur more than once in the words of one document, for n = 2, 3 and so on. Reuses its memory; single-threaded.</summary>
internal sealed class RepeatedGramPositions
{
    // Both halves of a pair reach the upper bits.
    private const ulong PairHash = 0x9E3779B97F4A7C15;

    private readonly GramTable _table = new();
    private int[] _grams = new int[1024];
    private int[] _positions = new int[1024];
    private byte[] _isMet = [];
    private int _count;

    /// <summary>The current n.</summary>
    public int N { get; private set; }

    /// <summary>Number of distinct n-grams that were looked up; every number in <see cref="Grams"/> is below it.</summary>
    public int Distinct { get; private set; }

    /// <summary>The first words of the n-grams that occur more than once, in the text's order.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, _count);

    /// <summary>The number of the n-gram at each of <see cref="Positions"/>; equal n-grams have equal numbers.</summary>
    public ReadOnlySpan<int> Grams => _grams.AsSpan(0, _count);

    /// <summary>How often an n-gram occurs, by its number.</summary>
    public ReadOnlySpan<int> Counts => _table.Counts;

    /// <summary>Finds the repeated 2-grams.</summary>
    /// <param name="words">The words; their occurrences have been counted.</param>
    public void Begin(DocumentWords words)
    {
        if (_grams.Length < words.Count)
        {
            int size = (int)BitOperations.RoundUpToPowerOf2((uint)words.Count);
            (_grams, _positions) = (new int[size], new int[size]);
        }

        N = 2;
        int pairs = FindPairs(words);
        _table.Reset(pairs);
        for (int c = 0; c < pairs; c++)
        {
            int position = _positions[c];
            _grams[c] = _table.Add(Pair(words, position));
        }

        KeepRepeated(pairs);
    }

    /// <summary>The 2-grams whose words both occur more than once and whose hash, of few bits, occurs more than once too: all that repeat, and few others.</summary>
    private int FindPairs(DocumentWords words)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1024, 4L * words.Count));
        if (_isMet.Length < size)
        {
            _isMet = new byte[size];
        }

        Span<byte> isMet = _isMet.AsSpan(0, size);
        isMet.Clear();
        int shift = 64 - BitOperations.Log2((uint)size);
        ReadOnlySpan<bool> isRepeated = words.AreRepeated;
        Span<int> slots = _grams;
        Span<int> positions = _positions;
        int both = 0;
        int first = words.Count == 0 ? 0 : words.Id(0);
        bool isFirstRepeated = words.Count > 0 && isRepeated[first];
        for (int i = 0; i + 1 < words.Count; i++)
        {
            int second = words.Id(i + 1);
            bool isSecondRepeated = isRepeated[second];
            int slot = (int)(((((ulong)(uint)first << 32) | (uint)second) * PairHash) >> shift);
            int isBoth = isFirstRepeated & isSecondRepeated ? 1 : 0;
            positions[both] = i;
            slots[both] = slot;
            both += isBoth;

            // 1 after the first, 2 and more after the second.
            int met = isMet[slot] + isBoth;
            isMet[slot] = (byte)(met - (met >> 2));
            (first, isFirstRepeated) = (second, isSecondRepeated);
        }

        int kept = 0;
        for (int c = 0; c < both; c++)
        {
            _positions[kept] = _positions[c];
            kept += isMet[_grams[c]] > 1 ? 1 : 0;
        }

        return kept;
    }

    private static ulong Pair(DocumentWords words, int i) => ((ulong)(uint)words.Id(i) << 32) | (uint)words.Id(i + 1);

    /// <summary>Goes on to the repeated n-grams of the next n: those both of whose (n-1)-grams repeat and that repeat themselves.</summary>
    public void Next(DocumentWords words)
    {
        N++;
        int before = _count;
        _table.Reset(before);
        int candidates = 0;
        for (int c = 0; c + 1 < before; c++)
        {
            int position = _positions[c];
            if (_positions[c + 1] == position + 1)
            {
                // Reads entry c before entry candidates <= c is written.
                int gram = _table.Add(((ulong)_grams[c] << 32) | (uint)words.Id(position + N - 1));
                _positions[candidates] = position;
                _grams[candidates++] = gram;
            }
        }

        KeepRepeated(candidates);
    }

    private void KeepRepeated(int candidates)
    {
        ReadOnlySpan<int> counts = _table.Counts;
        Distinct = counts.Length;
        _count = 0;
        for (int c = 0; c < candidates; c++)
        {
            int gram = _grams[c];
            if (counts[gram] > 1)
            {
                _positions[_count] = _positions[c];
                _grams[_count++] = gram;
            }
        }
    }
}
