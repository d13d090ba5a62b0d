// Profile datatrove/0.10. Measures everything the rules compare in one go over UTF-8: tokens, lines, paragraphs and n-grams are found once
// and shared. Semantics: Gopher (Rae et al. 2021), C4 (Raffel et al. 2020), FineWeb (Penedo et al. 2024) as datatrove 0.10 computes them
// with spaCy's English tokenizer; lengths count code points. Frozen: a change of any number is a new profile.
using System.Numerics;
using DataCuration.Quality.Rules.English;
using DataCuration.Quality.Rules.Repetition;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Profiles;

/// <summary>Measures documents as datatrove 0.10 does. Reuses its buffers; single-threaded.</summary>
internal sealed class DatatroveMeter : IMeter
{
    private readonly IWordSplitter _splitter = new SpacyTokenizer();
    private readonly DocumentWords _words = new();
    private readonly RepeatedSegments _segments = new();
    private readonly RepeatedGrams _grams = new();
    private readonly GluedGrams _gluedGrams = new();
    private readonly C4Lines _c4 = new();

    /// <inheritdoc/>
    public DocumentMetrics Measure(ReadOnlySpan<byte> utf8)
    {
        _splitter.BeginDocument();
        _splitter.Split(utf8, _words);
        _words.Glue(utf8);
        int codePoints = CharacterTable.CountCodePoints(utf8);
        GopherQualityMetrics quality = MeasureQuality(utf8, out int lineCount);
        return new DocumentMetrics
        {
            Text = new TextMetrics
            {
                CodePointCount = codePoints,
                TokenCount = _words.Count,
                LineCount = lineCount,
                SentenceCount = SentenceCounter.Count(_words),
            },
            GopherQuality = quality,
            GopherRepetition = MeasureRepetition(utf8, codePoints, out VisibleLineCounts visible),
            C4 = _c4.Measure(utf8, _words, _splitter),
            FineWeb = MeasureFineWeb(utf8, codePoints, visible),
        };
    }

    private GopherQualityMetrics MeasureQuality(ReadOnlySpan<byte> text, out int lineCount)
    {
        int words = 0, alphabetic = 0, stopWords = 0;
        long wordCodePoints = 0;
        ReadOnlySpan<Word> known = _words.Known;
        for (int i = 0; i < _words.Distinct; i++)
        {
            ref readonly Word word = ref known[i];
            bool isWord = (word.Traits & WordTraits.Symbol) == 0;
            words += isWord ? word.Count : 0;
            wordCodePoints += isWord ? (long)word.Count * word.CodePoints : 0;
            alphabetic += (word.Traits & WordTraits.Letter) != 0 ? word.Count : 0;
            stopWords |= word.StopWord;
        }

        int bullets = 0, ellipses = 0;
        lineCount = 0;
        LineSplitter lines = new(text);
        while (lines.Next())
        {
            ReadOnlySpan<byte> line = text.Slice(lines.Start, lines.Length);
            ReadOnlySpan<byte> fromStart = CharacterTable.TrimStart(line);
            bullets += fromStart.StartsWith("-"u8) || fromStart.StartsWith("•"u8) ? 1 : 0;
            ReadOnlySpan<byte> toEnd = CharacterTable.TrimEnd(line);
            ellipses += toEnd.EndsWith("..."u8) || toEnd.EndsWith("…"u8) ? 1 : 0;
            lineCount++;
        }

        return new GopherQualityMetrics
        {
            WordCount = words,
            MeanWordLength = Ratio(wordCodePoints, words),
            HashRatio = Ratio(text.Count((byte)'#'), _words.Count),
            EllipsisRatio = Ratio(text.Count("..."u8) + text.Count("…"u8), _words.Count),
            BulletLineRatio = Ratio(bullets, lineCount),
            EllipsisLineRatio = Ratio(ellipses, lineCount),
            AlphabeticWordRatio = Ratio(alphabetic, _words.Count),
            StopWordCount = BitOperations.PopCount((uint)stopWords),
        };
    }

    private GopherRepetitionMetrics MeasureRepetition(ReadOnlySpan<byte> text, int codePoints, out VisibleLineCounts visible)
    {
        SegmentCounts paragraphs = _segments.Paragraphs(text);
        SegmentCounts lines = _segments.Lines(text, out visible);
        Span<long> grams = stackalloc long[RepeatedGrams.Max + 1];
        _grams.Measure(_words, RepeatedGrams.MaxTop, grams);
        _gluedGrams.Prepare(_words);
        for (int n = RepeatedGrams.MaxTop + 1; n <= RepeatedGrams.Max; n++)
        {
            grams[n] = _gluedGrams.DuplicatedCodePoints(_words, n);
        }

        return new GopherRepetitionMetrics
        {
            DuplicateParagraphRatio = Ratio(paragraphs.Duplicates, paragraphs.Total),
            DuplicateParagraphCharacterRatio = Ratio(paragraphs.DuplicateCodePoints, codePoints),
            DuplicateLineRatio = Ratio(lines.Duplicates, lines.Total),
            DuplicateLineCharacterRatio = Ratio(lines.DuplicateCodePoints, codePoints),
            Top2GramRatio = Ratio(grams[2], codePoints),
            Top3GramRatio = Ratio(grams[3], codePoints),
            Top4GramRatio = Ratio(grams[4], codePoints),
            Duplicate5GramRatio = Ratio(grams[5], codePoints),
            Duplicate6GramRatio = Ratio(grams[6], codePoints),
            Duplicate7GramRatio = Ratio(grams[7], codePoints),
            Duplicate8GramRatio = Ratio(grams[8], codePoints),
            Duplicate9GramRatio = Ratio(grams[9], codePoints),
            Duplicate10GramRatio = Ratio(grams[10], codePoints),
        };
    }

    private FineWebMetrics MeasureFineWeb(ReadOnlySpan<byte> text, int codePoints, VisibleLineCounts visible)
    {
        int lineFeeds = text.Count((byte)'\n');
        return new FineWebMetrics
        {
            LineCount = visible.Total,
            TerminalPunctuationLineRatio = Ratio(visible.Terminal, visible.Total),
            ShortLineRatio = Ratio(visible.Short, visible.Total),
            DuplicateLineCharacterRatio = Ratio(visible.DuplicateCodePoints, codePoints - lineFeeds),
            LineBreakRatio = Ratio(lineFeeds, _words.Count),
        };
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
