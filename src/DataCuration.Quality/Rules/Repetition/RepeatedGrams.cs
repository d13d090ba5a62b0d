// Repeated n-grams of words: Rae et al. 2021 (arXiv 2112.11446), section A1.1 and table A1.
//   top n-gram    length of the most frequent one, joined by one space (ties: first seen), times its count, even a count of 1;
//   duplicated    scan left to right; skip past an n-gram that was seen before and add its length.
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

    private readonly RepeatedGramPositions _repeated = new();
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

        _repeated.Begin(words);
        codePoints[2] = Top(words, 2);
        for (int n = 3; n <= max && words.Count >= n; n++)
        {
            _repeated.Next(words);
            codePoints[n] = n <= MaxTop ? Top(words, n) : Duplicated(words, n);
        }
    }

    private long Top(DocumentWords words, int n)
    {
        int top = 1;
        int first = 0;
        ReadOnlySpan<int> positions = _repeated.Positions;
        ReadOnlySpan<int> grams = _repeated.Grams;
        ReadOnlySpan<int> counts = _repeated.Counts;
        for (int c = 0; c < positions.Length; c++)
        {
            int count = counts[grams[c]];
            first = count > top ? positions[c] : first;
            top = Math.Max(top, count);
        }

        return top < MinTopCount ? 0 : (long)top * (words.CodePointsOf(first, n) + n - 1);
    }

    private long Duplicated(DocumentWords words, int n)
    {
        if (_isSeen.Length < _repeated.Distinct)
        {
            _isSeen = new bool[BitOperations.RoundUpToPowerOf2((uint)_repeated.Distinct)];
        }

        _isSeen.AsSpan(0, _repeated.Distinct).Clear();
        ReadOnlySpan<int> positions = _repeated.Positions;
        ReadOnlySpan<int> grams = _repeated.Grams;
        long repeated = 0;
        int next = 0;
        for (int c = 0; c < positions.Length; c++)
        {
            int position = positions[c];
            if (position < next)
            {
                continue;
            }

            if (_isSeen[grams[c]])
            {
                repeated += words.CodePointsOf(position, n);
                next = position + n;
            }

            _isSeen[grams[c]] = true;
        }

        return repeated;
    }
}
