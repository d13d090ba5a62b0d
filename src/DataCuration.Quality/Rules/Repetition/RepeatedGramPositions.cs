// Where the repeated n-grams of words are: the common part of all ways in which tools count them. An n-gram is the pair (number of its first
// n-1 words, number of its last word), so keys are exact 64-bit values and no bytes are compared. It can only repeat where both its words,
// or both its (n-1)-grams, repeat, so fewer and fewer positions are looked at. Cost: less than one look-up a word for all n together.
using System.Numerics;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Repetition;

/// <summary>Finds the n-grams that occur more than once in the words of one document, for n = 2, 3 and so on. Reuses its memory; single-threaded.</summary>
internal sealed class RepeatedGramPositions
{
    private readonly GramTable _table = new();
    private int[] _grams = new int[1024];
    private int[] _positions = new int[1024];
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
        int grams = Math.Max(0, words.Count - 1);
        _table.Reset(grams);
        int candidates = 0;
        bool isFirstRepeated = grams > 0 && words.IsRepeated(0);
        for (int i = 0; i < grams; i++)
        {
            bool isSecondRepeated = words.IsRepeated(i + 1);
            if (isFirstRepeated && isSecondRepeated)
            {
                _grams[candidates] = _table.Add(((ulong)words.Id(i) << 32) | (uint)words.Id(i + 1));
                _positions[candidates++] = i;
            }

            isFirstRepeated = isSecondRepeated;
        }

        KeepRepeated(candidates);
    }

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
