using System.Runtime.InteropServices;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.English;

/// <summary>
/// Special cases whose letters were split by other rules ("vitamin-a." gives "a" and "."): spaCy matches every special case's words as
/// they would be without special cases against the words of the text, and puts its own words there. Matches may overlap: the longer wins,
/// then the earlier one. A match that loses still takes its words (of a run of apostrophes only the first two become one word), and a match
/// with a space inside takes them too, but changes nothing.
/// </summary>
internal sealed class SpacySequences(Vocabulary vocabulary)
{
    private readonly Dictionary<(int Node, int Word), int> _next = [];
    private readonly List<int[]?> _wordsAt = [null];
    private readonly List<(int Start, int End, int Node)> _matches = [];
    private readonly List<(int Start, int End, int Node)> _kept = [];
    private readonly HashSet<int> _taken = [];
    private readonly List<(int First, int Count, int[] Ids)> _places = [];

    /// <summary>Adds a special case: the words that other rules make of it, and its own.</summary>
    public void Add(ReadOnlySpan<int> sequence, int[] words)
    {
        if (sequence.Length < 2)
        {
            // One word is matched last and stands for itself.
            return;
        }

        int node = 0;
        for (int i = 0; i < sequence.Length; i++)
        {
            vocabulary.Mark(sequence[i], i == 0 ? WordTraits.StartsSequence : WordTraits.ContinuesSequence);
            ref int next = ref CollectionsMarshal.GetValueRefOrAddDefault(_next, (node, sequence[i]), out bool isKnown);
            if (!isKnown)
            {
                next = _wordsAt.Count;
                _wordsAt.Add(null);
            }

            node = next;
        }

        _wordsAt[node] = words;
    }

    /// <summary>Puts the words of special cases into a text.</summary>
    public void Apply(DocumentWords words)
    {
        _matches.Clear();
        ReadOnlySpan<Word> known = vocabulary.Words;
        for (int i = 1; i < words.Count; i++)
        {
            if ((known[words.Id(i)].Traits & WordTraits.ContinuesSequence) != 0 && !words.IsAfterSpace(i)
                && (known[words.Id(i - 1)].Traits & WordTraits.StartsSequence) != 0)
            {
                FindFrom(i - 1, words);
            }
        }

        if (_matches.Count > 0)
        {
            KeepLongest();
            Put(words);
        }
    }

    private void FindFrom(int start, DocumentWords words)
    {
        int node = 0;
        for (int i = start; i < words.Count && (i == start || !words.IsAfterSpace(i)); i++)
        {
            if (!_next.TryGetValue((node, words.Id(i)), out node))
            {
                return;
            }

            if (_wordsAt[node] is not null)
            {
                _matches.Add((start, i + 1, node));
            }
        }
    }

    private void KeepLongest()
    {
        _matches.Sort((a, b) => (b.End - b.Start).CompareTo(a.End - a.Start) is not 0 and int byLength ? byLength : a.Start.CompareTo(b.Start));
        _kept.Clear();
        _taken.Clear();
        foreach ((int Start, int End, int Node) match in _matches)
        {
            if (!_taken.Contains(match.Start) && !_taken.Contains(match.End - 1))
            {
                _kept.Add(match);
            }

            for (int i = match.Start; i < match.End; i++)
            {
                _taken.Add(i);
            }
        }

        _kept.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    private void Put(DocumentWords words)
    {
        _places.Clear();
        foreach ((int start, int end, int node) in _kept)
        {
            int[] replacement = _wordsAt[node]!;
            if (IsContiguous(words, start, end) && !IsSame(words, start, end, replacement))
            {
                _places.Add((start, end - start, replacement));
            }
        }

        if (_places.Count > 0)
        {
            words.Replace(_places);
        }
    }

    private static bool IsSame(DocumentWords words, int start, int end, int[] replacement)
    {
        bool isSame = replacement.Length == end - start;
        for (int i = start; i < end && isSame; i++)
        {
            isSame = words.Id(i) == replacement[i - start];
        }

        return isSame;
    }

    private static bool IsContiguous(DocumentWords words, int start, int end)
    {
        for (int i = start; i + 1 < end; i++)
        {
            if (words.Starts[i] + words.Vocabulary.Words[words.Id(i)].Length != words.Starts[i + 1])
            {
                return false;
            }
        }

        return true;
    }
}
