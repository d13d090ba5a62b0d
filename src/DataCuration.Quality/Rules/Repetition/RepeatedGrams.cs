// Repeated n-grams of words: Rae et al. 2021 (arXiv 2112.11446), section A1.1 and table A1.
//   top n-gram    length of the most frequent one, joined by one space (ties: first seen), times its count, even a count of 1;
//   duplicated    scan left to right; skip past an n-gram that was seen before and add its length.
// An n-gram is the pair (number of its first n-1 words, number of its last word), so keys are exact 64-bit values and no bytes are
// compared. It can only repeat where both its words, or both its (n-1)-grams, repeat, so fewer and fewer positions are looked at.
// Cost: less than one look-up a word.
// Two n-grams are the same when their words are. Datatrove's duplicated n-grams compare the glued letters instead (GluedGrams).
using System.Numerics;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Repetition;

/// <summary>Counts repeated n-grams of the words of one document. Reuses its memory; single-threaded.</summary>
internal sealed class RepeatedGrams
{
    /// <summary>The greatest n of a top n-gram.</summary>
    public const int MaxTop = 4;

    /// <summary>The greatest n of duplicated n-grams.</summary>
    public const int Max = 10;

    /// <summary>An n-gram that occurs less often is no top n-gram: 1 as Gopher's rule is written, 2 so that only repetition counts.</summary>
    public int MinTopCount { get; init; } = 1;

    private readonly GramTable _table = new();
    private int[] _grams = new int[1024];
    private int[] _positions = new int[1024];
    private bool[] _isSeen = new bool[512];

    /// <summary>
    /// Measures n = 2 up to <paramref name="max"/>: code points of the most frequent n-gram times its count for n of 2 to 4, code points
    /// of duplicated n-grams from 5 on; 0 where there are fewer than n words.
    /// </summary>
    /// <param name="words">The words, glued.</param>
    /// <param name="max">4 or 10.</param>
    /// <param name="codePoints">By n; at least <paramref name="max"/> + 1 long.</param>
    public void Measure(DocumentWords words, int max, Span<long> codePoints)
    {
        codePoints.Clear();
        if (words.Count < 2)
        {
            return;
        }

        if (_grams.Length < words.Count)
        {
            int size = (int)BitOperations.RoundUpToPowerOf2((uint)words.Count);
            (_grams, _positions) = (new int[size], new int[size]);
        }

        int candidates = Pairs(words);
        codePoints[2] = Top(words, 2, candidates);
        candidates = KeepRepeated(candidates);
        for (int n = 3; n <= max && words.Count >= n; n++)
        {
            candidates = Extend(words, n, candidates);
            codePoints[n] = n <= MaxTop ? Top(words, n, candidates) : Duplicated(words, n, candidates);
            candidates = KeepRepeated(candidates);
        }
    }

    /// <summary>Numbers the 2-grams whose words both occur more than once; no other can repeat.</summary>
    private int Pairs(DocumentWords words)
    {
        int grams = words.Count - 1;
        _table.Reset(grams);
        int candidates = 0;
        bool isFirstRepeated = words.IsRepeated(0);
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

        return candidates;
    }

    /// <summary>From the repeated (n-1)-grams to the n-grams both of whose (n-1)-grams repeat.</summary>
    private int Extend(DocumentWords words, int n, int candidates)
    {
        _table.Reset(candidates);
        int kept = 0;
        for (int c = 0; c < candidates; c++)
        {
            int position = _positions[c];
            if (c + 1 < candidates && _positions[c + 1] == position + 1)
            {
                // Reads entry c before entry kept <= c is written.
                int gram = _table.Add(((ulong)_grams[c] << 32) | (uint)words.Id(position + n - 1));
                _positions[kept] = position;
                _grams[kept++] = gram;
            }
        }

        return kept;
    }

    private int KeepRepeated(int candidates)
    {
        ReadOnlySpan<int> counts = _table.Counts;
        int kept = 0;
        for (int c = 0; c < candidates; c++)
        {
            int gram = _grams[c];
            if (counts[gram] > 1)
            {
                _positions[kept] = _positions[c];
                _grams[kept++] = gram;
            }
        }

        return kept;
    }

    private long Top(DocumentWords words, int n, int candidates)
    {
        int top = 1;
        int first = 0;
        ReadOnlySpan<int> counts = _table.Counts;
        for (int c = 0; c < candidates; c++)
        {
            int count = counts[_grams[c]];
            first = count > top ? _positions[c] : first;
            top = Math.Max(top, count);
        }

        ReadOnlySpan<int> before = words.CodePointsBefore;
        return top < MinTopCount ? 0 : (long)top * (before[first + n] - before[first] + n - 1);
    }

    private long Duplicated(DocumentWords words, int n, int candidates)
    {
        int distinct = _table.Counts.Length;
        if (_isSeen.Length < distinct)
        {
            _isSeen = new bool[BitOperations.RoundUpToPowerOf2((uint)distinct)];
        }

        _isSeen.AsSpan(0, distinct).Clear();
        ReadOnlySpan<int> before = words.CodePointsBefore;
        long repeated = 0;
        int next = 0;
        for (int c = 0; c < candidates; c++)
        {
            int position = _positions[c];
            if (position < next)
            {
                continue;
            }

            if (_isSeen[_grams[c]])
            {
                repeated += before[position + n] - before[position];
                next = position + n;
            }

            _isSeen[_grams[c]] = true;
        }

        return repeated;
    }
}
