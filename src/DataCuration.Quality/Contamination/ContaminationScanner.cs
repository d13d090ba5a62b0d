using System.Collections;
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Contamination;

/// <summary>Looks for evaluation items in documents. Reuses its buffers: one instance a thread.</summary>
/// <param name="index">The items.</param>
/// <param name="options">The rule.</param>
public sealed class ContaminationScanner(ContaminationIndex index, ContaminationOptions options)
{
    private readonly WordStream _words = new();
    private readonly List<ulong> _grams = [];
    private readonly Dictionary<int, Hits> _hits = [];
    private readonly List<(int Start, int End)> _spans = [];
    private readonly List<ContaminationMatch> _matches = [];

    /// <summary>Items that contaminate the last document under the rule, the largest share first. Valid until the next document.</summary>
    public IReadOnlyList<ContaminationMatch> Matches => _matches;

    /// <summary>What the rule compares: the largest share of an item (<c>tulu8</c>), or the number of shared n-grams.</summary>
    public double Score { get; private set; }

    /// <summary>The byte ranges of the n-grams that the last document shares with the items in <see cref="Matches"/>, in order, joined where they touch.</summary>
    public IReadOnlyList<(int Start, int End)> Spans => _spans;

    /// <summary>Scans a document.</summary>
    public void Scan(ReadOnlySpan<byte> utf8)
    {
        _hits.Clear();
        _matches.Clear();
        _spans.Clear();
        Score = 0;
        _words.Read(utf8);
        foreach (int length in index.Lengths)
        {
            if (length > _words.Count || (length <= ContaminationIndex.WholeDocumentWords && length != _words.Count))
            {
                continue;
            }

            GramHasher.Hash(_words.Hashes, length, _grams);
            for (int position = 0; position < _grams.Count; position++)
            {
                if (index.TryFind(_grams[position], out ReadOnlySpan<(int Item, int Position)> postings))
                {
                    Add(postings, position, length);
                }
            }
        }

        if (_hits.Count > 0)
        {
            Judge();
        }
    }

    private void Add(ReadOnlySpan<(int Item, int Position)> postings, int position, int length)
    {
        foreach ((int item, int itemPosition) in postings)
        {
            if (!_hits.TryGetValue(item, out Hits? hits))
            {
                _hits.Add(item, hits = new Hits(index.WordCounts[item]));
            }

            hits.Add(itemPosition, position, length);
        }
    }

    private void Judge()
    {
        foreach ((int item, Hits hits) in _hits)
        {
            double share = hits.MatchedWords / (double)index.WordCounts[item];
            bool isContaminated = options.Rule != ContaminationRule.Tulu8 || share > options.MaxShare;
            Score = Math.Max(Score, options.Rule == ContaminationRule.Tulu8 ? share : hits.GramCount);
            if (isContaminated)
            {
                (int first, int last) = hits.LongestRun;
                int start = _words.Starts[first];
                _matches.Add(new ContaminationMatch(item, share, hits.GramCount, start, _words.Ends[last] - start));
                foreach ((int from, int to) in hits.Runs)
                {
                    _spans.Add((_words.Starts[from], _words.Ends[to]));
                }
            }
        }

        _matches.Sort((left, right) => left.Share != right.Share ? right.Share.CompareTo(left.Share) : left.Item.CompareTo(right.Item));
        JoinSpans();
    }

    private void JoinSpans()
    {
        _spans.Sort();
        int kept = 0;
        for (int i = 0; i < _spans.Count; i++)
        {
            if (kept > 0 && _spans[i].Start <= _spans[kept - 1].End)
            {
                _spans[kept - 1] = (_spans[kept - 1].Start, Math.Max(_spans[kept - 1].End, _spans[i].End));
            }
            else
            {
                _spans[kept++] = _spans[i];
            }
        }

        _spans.RemoveRange(kept, _spans.Count - kept);
    }

    // What one document shares with one item. A run is a stretch of document words that shared n-grams cover.
    private sealed class Hits(int itemWords)
    {
        private readonly BitArray _matched = new(itemWords);

        public int MatchedWords { get; private set; }

        public int GramCount { get; private set; }

        public List<(int First, int Last)> Runs { get; } = [];

        public (int First, int Last) LongestRun => Runs.OrderByDescending(run => run.Last - run.First).ThenBy(run => run.First).First();

        public void Add(int itemPosition, int position, int length)
        {
            for (int word = itemPosition; word < itemPosition + length; word++)
            {
                if (!_matched[word])
                {
                    _matched[word] = true;
                    MatchedWords++;
                }
            }

            if (Runs.Count > 0 && Runs[^1].First <= position && position <= Runs[^1].Last + 1)
            {
                GramCount += Runs[^1].Last == position + length - 1 ? 0 : 1;
                Runs[^1] = (Runs[^1].First, Math.Max(Runs[^1].Last, position + length - 1));
            }
            else
            {
                GramCount++;
                Runs.Add((position, position + length - 1));
            }
        }
    }
}
