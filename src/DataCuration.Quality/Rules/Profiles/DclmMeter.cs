// Profile dclm-baseline/1: the filters of DCLM-Baseline (Li et al. 2024, arXiv 2406.11794; mlfoundations/dclm, dclm_baseline_refinedweb.yaml)
// that look at a text: length, words, symbols, lines, stop words, Gopher's repetition, and the share of words that the line edits remove.
// What is its own: three ways to cut words (white space; white space, if a letter or number comes first; UAX #29); all copies of a line or
// paragraph count, the first included; repeated n-grams of 5 to 10 words cover the words of all their copies; an n-gram that occurs once
// repeats nothing, and of equally frequent ones the longest counts. Frozen: a change of any number is a new profile.
using System.IO.Hashing;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules.Repetition;
using DataCuration.Quality.Rules.Unicode;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Profiles;

/// <summary>Measures documents as DCLM's mappers do. Reuses its buffers; single-threaded.</summary>
internal sealed class DclmMeter : ProfileMeter
{
    private readonly SpaceWords _splitter = new(TraitsOf);
    private readonly AlphanumericSegments _segmenter = new();
    private readonly DocumentWords _words = new();
    private readonly RepeatedGramPositions _repeated = new();
    private readonly SpanSet _segments = new();
    private readonly DclmLineEdits _edits = new();
    private byte[] _text = [];

    /// <summary>The columns, in the order of the values.</summary>
    public static IReadOnlyList<string> Columns => ProfileColumns.DclmBaseline;

    /// <summary>The lines that the edits left of the text measured last.</summary>
    internal IReadOnlyList<byte[]> EditedLines => _edits.Lines;

    /// <inheritdoc/>
    public override void Measure(ReadOnlySpan<byte> utf8, Span<double> values)
    {
        ReadOnlySpan<byte> text = ShortenBreaks(utf8);
        int words = CountAlphanumeric(text);
        values[0] = words;
        MeasureWords(text, values);
        MeasureLines(text, values);
        (values[7], values[9]) = RepeatedSegments(text, "\n"u8);
        (values[8], values[10]) = RepeatedSegments(text, "\n\n"u8);
        MeasureGrams(text, values[11..20]);
        if (text.IsEmpty)
        {
            // Each of DCLM's repetition filters drops an empty text.
            values[7..20].Fill(1);
        }

        _edits.Edit(text);
        int left = _edits.Lines.Sum(line => CountAlphanumeric(line));
        values[20] = words == 0 || _edits.Lines.Count == 0 ? 1 : (double)(words - left) / words;
    }

    /// <summary>Three line feeds and more become two.</summary>
    private ReadOnlySpan<byte> ShortenBreaks(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("\n\n\n"u8) < 0)
        {
            return text;
        }

        if (_text.Length < text.Length)
        {
            _text = new byte[text.Length];
        }

        int length = 0, breaks = 0;
        foreach (byte unit in text)
        {
            breaks = unit == (byte)'\n' ? breaks + 1 : 0;
            if (breaks <= 2)
            {
                _text[length++] = unit;
            }
        }

        return _text.AsSpan(0, length);
    }

    /// <summary>Words as fastText cuts them, at ASCII white space and NUL, that begin with a letter or a number.</summary>
    private static int CountAlphanumeric(ReadOnlySpan<byte> text)
    {
        int words = 0;
        bool isInside = false;
        for (int i = 0; i < text.Length; i++)
        {
            bool isSpace = text[i] is (byte)' ' or (>= 0x09 and <= 0x0D) or 0;
            words += !isSpace && !isInside && AlphanumericSegments.StartsAlphanumeric(text[i..]) ? 1 : 0;
            isInside = !isSpace;
        }

        return words;
    }

    private void MeasureWords(ReadOnlySpan<byte> text, Span<double> values)
    {
        _splitter.BeginDocument();
        _splitter.Split(text, _words);
        ReadOnlySpan<Word> known = _words.Known;
        long codePoints = 0;
        int alphabetic = 0, stopWords = 0;
        for (int i = 0; i < _words.Count; i++)
        {
            ref readonly Word word = ref known[_words.Id(i)];
            codePoints += word.CodePoints;
            alphabetic += (word.Traits & WordTraits.Letter) != 0 ? 1 : 0;
            stopWords += (word.Traits & WordTraits.StopWordNumber) != 0 ? 1 : 0;
        }

        int symbols = text.Count((byte)'#') + text.Count("..."u8) + text.Count(". . ."u8) + text.Count("…"u8);

        // Each of DCLM's filters drops a text without words.
        bool isEmpty = _words.Count == 0;
        values[1] = isEmpty ? 0 : (double)codePoints / _words.Count;
        values[2] = isEmpty ? 1 : (double)symbols / _words.Count;
        values[5] = isEmpty ? 1 : (double)(_words.Count - alphabetic) / _words.Count;
        values[6] = stopWords;
    }

    private static void MeasureLines(ReadOnlySpan<byte> text, Span<double> values)
    {
        int lines = 0, bullets = 0, ellipses = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = CharacterTable.Trim(text[range]);
            lines += line.IsEmpty ? 0 : 1;
            bullets += line.StartsWith("●"u8) || line.StartsWith("•"u8) || line.StartsWith("*"u8) || line.StartsWith("-"u8) ? 1 : 0;
            ellipses += line.EndsWith("..."u8) || line.EndsWith(". . ."u8) || line.EndsWith("…"u8) ? 1 : 0;
        }

        values[3] = lines == 0 ? 0 : (double)bullets / lines;
        values[4] = lines == 0 ? 0 : (double)ellipses / lines;
    }

    /// <summary>The shares of segments that occur more than once, by number and by code points; 0 of a single one, 1 of none.</summary>
    private (double Count, double CodePoints) RepeatedSegments(ReadOnlySpan<byte> text, ReadOnlySpan<byte> separator)
    {
        _segments.Reset(text.Count(separator) + 1);
        int count = 0, repeated = 0;
        long codePoints = 0, repeatedCodePoints = 0;
        foreach (Range range in text.Split(separator))
        {
            (int offset, int length) = range.GetOffsetAndLength(text.Length);
            ReadOnlySpan<byte> fromStart = CharacterTable.TrimStart(text.Slice(offset, length));
            ReadOnlySpan<byte> segment = CharacterTable.TrimEnd(fromStart);
            if (segment.IsEmpty)
            {
                continue;
            }

            int size = CharacterTable.CountCodePoints(segment);
            int copies = DolmaMeter.Copies(_segments.Add(text, offset + length - fromStart.Length, segment.Length, XxHash3.HashToUInt64(segment)));
            count++;
            codePoints += size;
            repeated += copies;
            repeatedCodePoints += (long)copies * size;
        }

        return count switch
        {
            0 => (1, 1),
            1 => (0, 0),
            _ => ((double)repeated / count, (double)repeatedCodePoints / codePoints),
        };
    }

    private void MeasureGrams(ReadOnlySpan<byte> text, Span<double> values)
    {
        values.Clear();
        _segmenter.BeginDocument();
        _segmenter.Split(text, _words);
        _words.Measure();
        int letters = _words.CodePointsBefore[_words.Count];
        _repeated.Begin(_words);
        for (int n = 2; n <= RepeatedGrams.Max && _words.Count >= n; n++)
        {
            if (n > 2)
            {
                _repeated.Next(_words);
            }

            values[n - 2] = (n <= RepeatedGrams.MaxTop ? MostCommon(n) : Covered(n)) / (double)letters;
        }
    }

    /// <summary>Letters of the most frequent n-gram, the longest of several, times its count; 0 when none repeats.</summary>
    private long MostCommon(int n)
    {
        int top = 1, longest = 0;
        ReadOnlySpan<int> positions = _repeated.Positions;
        ReadOnlySpan<int> before = _words.CodePointsBefore;
        for (int c = 0; c < positions.Length; c++)
        {
            int count = _repeated.Counts[_repeated.Grams[c]];
            int length = before[positions[c] + n] - before[positions[c]];
            longest = count > top ? length : count == top ? Math.Max(longest, length) : longest;
            top = Math.Max(top, count);
        }

        return top == 1 ? 0 : (long)top * longest;
    }

    /// <summary>Letters of the words that lie in a repeated n-gram.</summary>
    private long Covered(int n)
    {
        ReadOnlySpan<int> before = _words.CodePointsBefore;
        long covered = 0;
        int end = 0;
        foreach (int position in _repeated.Positions)
        {
            covered += before[position + n] - before[Math.Max(position, end)];
            end = position + n;
        }

        return covered;
    }

    private static WordTraits TraitsOf(ReadOnlySpan<byte> word)
    {
        Span<byte> lower = stackalloc byte[4];
        bool isStopWord = word.Length <= lower.Length
            && System.Text.Ascii.ToLower(word, lower, out int length) == System.Buffers.OperationStatus.Done
            && StopWords.Bit(lower[..length]) != 0;
        return (SpaceWords.HasLetter(word) ? WordTraits.Letter : WordTraits.None) | (isStopWord ? (WordTraits)(1 << 8) : WordTraits.None);
    }
}
