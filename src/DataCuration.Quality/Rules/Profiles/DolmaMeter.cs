// Profile dolma/1: Gopher's rules (Rae et al. 2021, arXiv 2112.11446) as Dolma's tagger gopher_v1 measures them (allenai/dolma,
// python/dolma/taggers/gopher.py) with the thresholds of the mix of Dolma 1.5 and 1.6 (Soldaini et al. 2024, arXiv 2402.00159).
// What is its own: words are what white space separates; the median of their lengths; one ratio of words with "#" or an ellipsis sign; all
// copies of a line count, the first included; n-grams are weighed by their letters, overlaps and all. Frozen: a change of any number is a new
// profile.
using System.IO.Hashing;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules.Repetition;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Profiles;

/// <summary>Measures documents as Dolma's tagger does. Reuses its buffers; single-threaded.</summary>
internal sealed class DolmaMeter : ProfileMeter
{
    private readonly SpaceWords _splitter = new(TraitsOf);
    private readonly DocumentWords _words = new();
    private readonly RepeatedGramPositions _repeated = new();
    private readonly SpanSet _lines = new();
    private int[] _lengths = new int[256];

    /// <summary>The columns, in the order of the values.</summary>
    public static IReadOnlyList<string> Columns => ProfileColumns.Dolma;

    /// <inheritdoc/>
    public override void Measure(ReadOnlySpan<byte> utf8, Span<double> values)
    {
        _splitter.BeginDocument();
        _splitter.Split(utf8, _words);
        _words.Measure();
        int letters = _words.CodePointsBefore[_words.Count];
        MeasureWords(values);
        MeasureLines(utf8, letters, values[5..]);
        MeasureGrams(letters, values[9..]);
    }

    private void MeasureWords(Span<double> values)
    {
        int symbols = 0, alphabetic = 0, required = 0, longest = 0;
        ReadOnlySpan<Word> known = _words.Known;
        for (int i = 0; i < _words.Count; i++)
        {
            ref readonly Word word = ref known[_words.Id(i)];
            symbols += (word.Traits & WordTraits.Symbol) != 0 ? 1 : 0;
            alphabetic += (word.Traits & WordTraits.Letter) != 0 ? 1 : 0;
            required += word.StopWord != 0 ? 1 : 0;
            longest = Math.Max(longest, word.CodePoints);
        }

        values[0] = _words.Count;
        values[1] = Median(longest);
        values[2] = Ratio(symbols, _words.Count);
        values[3] = Ratio(alphabetic, _words.Count);
        values[4] = required;
    }

    /// <summary>The median of the words' lengths; the mean of the two in the middle of an even number; 0 without words.</summary>
    private double Median(int longest)
    {
        if (_words.Count == 0)
        {
            return 0;
        }

        if (_lengths.Length <= longest)
        {
            _lengths = new int[longest + 1];
        }

        _lengths.AsSpan(0, longest + 1).Clear();
        ReadOnlySpan<Word> known = _words.Known;
        for (int i = 0; i < _words.Count; i++)
        {
            _lengths[known[_words.Id(i)].CodePoints]++;
        }

        return (LengthOfRank((_words.Count - 1) / 2) + LengthOfRank(_words.Count / 2)) / 2.0;
    }

    private int LengthOfRank(int rank)
    {
        int length = 0;
        for (int shorter = _lengths[0]; shorter <= rank; shorter += _lengths[length])
        {
            length++;
        }

        return length;
    }

    private void MeasureLines(ReadOnlySpan<byte> text, int letters, Span<double> values)
    {
        _lines.Reset(text.Count((byte)'\n') + 1);
        int lines = 0, bullets = 0, ellipses = 0, duplicates = 0;
        long duplicateCodePoints = 0;
        for (int start = 0; !text.IsEmpty && start <= text.Length; lines++)
        {
            int length = text[start..].IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? text[start..] : text.Slice(start, length);
            bullets += line.StartsWith("*"u8) || line.StartsWith("-"u8) ? 1 : 0;
            ellipses += line.EndsWith("…"u8) ? 1 : 0;
            int copies = Copies(_lines.Add(text, start, line.Length, XxHash3.HashToUInt64(line)));
            duplicates += copies;
            duplicateCodePoints += copies == 0 ? 0 : (long)copies * CharacterTable.CountCodePoints(line);
            start += line.Length + 1;
        }

        values[0] = Ratio(bullets, lines);
        values[1] = Ratio(ellipses, lines);
        values[2] = Ratio(duplicates, lines);
        values[3] = duplicateCodePoints / (double)Math.Max(1, letters);
    }

    private void MeasureGrams(int letters, Span<double> values)
    {
        values.Clear();
        _repeated.Begin(_words);
        for (int n = 2; n <= RepeatedGrams.Max && _words.Count >= n; n++)
        {
            if (n > 2)
            {
                _repeated.Next(_words);
            }

            values[n - 2] = n <= RepeatedGrams.MaxTop ? MostCommon(n) / (double)Math.Max(1, letters) : Duplicated(n);
        }
    }

    /// <summary>Letters of the most frequent n-gram (ties: first seen) times its count, even a count of 1.</summary>
    private long MostCommon(int n)
    {
        int top = 1, first = 0;
        ReadOnlySpan<int> positions = _repeated.Positions;
        for (int c = 0; c < positions.Length; c++)
        {
            int count = _repeated.Counts[_repeated.Grams[c]];
            first = count > top ? positions[c] : first;
            top = Math.Max(top, count);
        }

        ReadOnlySpan<int> before = _words.CodePointsBefore;
        return (long)top * (before[first + n] - before[first]);
    }

    /// <summary>Letters of all n-grams that occur more than once per letters of all n-grams, each as often as it occurs.</summary>
    private double Duplicated(int n)
    {
        ReadOnlySpan<int> before = _words.CodePointsBefore;
        long repeated = 0, all = 0;
        foreach (int position in _repeated.Positions)
        {
            repeated += before[position + n] - before[position];
        }

        for (int i = 0; i + n <= _words.Count; i++)
        {
            all += before[i + n] - before[i];
        }

        return repeated / (double)Math.Max(1, all);
    }

    /// <summary>What a further copy adds to the number of copies of something that repeats: the second copy also adds the first.</summary>
    internal static int Copies(int before) => before switch { 0 => 0, 1 => 2, _ => 1 };

    private static double Ratio(long part, long whole) => part / (double)Math.Max(1, whole);

    private static WordTraits TraitsOf(ReadOnlySpan<byte> word) =>
        (SpaceWords.HasLetter(word) ? WordTraits.Letter : WordTraits.None)
        | (word.Contains((byte)'#') || word.IndexOf("…"u8) >= 0 ? WordTraits.Symbol : WordTraits.None);
}
