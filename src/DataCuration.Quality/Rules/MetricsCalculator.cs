// Measures everything the rules compare in one go over UTF-8: tokens, lines, paragraphs and n-grams are found once and shared.
// Semantics: Gopher (Rae et al. 2021), C4 (Raffel et al. 2020), FineWeb (Penedo et al. 2024) as datatrove 0.10 computes them; lengths
// count code points. Tokens are ours (see TokenScanner), so counts of tokens can differ from spaCy's by a few per cent.
using System.Numerics;

namespace DataCuration.Quality.Rules;

/// <summary>Measures documents. Reuses its buffers: one instance a thread, any number of documents.</summary>
public sealed class MetricsCalculator
{
    /// <summary>Bump when a number may change for the same text.</summary>
    public const string AlgorithmVersion = "1";

    private readonly TokenBuffer _tokens = new();
    private readonly RepeatedSegments _segments = new();
    private readonly NGramRepetition _nGrams = new();
    private readonly C4Lines _c4 = new();

    /// <summary>Measures one text. Invalid UTF-8 counts as U+FFFD; no text makes it throw.</summary>
    /// <param name="utf8">The document's text.</param>
    public DocumentMetrics Measure(ReadOnlySpan<byte> utf8)
    {
        _tokens.Fill(utf8);
        int codePoints = CharacterTable.CountCodePoints(utf8);
        GopherQualityMetrics quality = MeasureQuality(utf8, out int lineCount);
        return new DocumentMetrics
        {
            Text = new TextMetrics
            {
                CodePointCount = codePoints,
                TokenCount = _tokens.Count,
                LineCount = lineCount,
                SentenceCount = SentenceCounter.Count(_tokens.Tokens),
            },
            GopherQuality = quality,
            GopherRepetition = MeasureRepetition(utf8, codePoints, out VisibleLineCounts visible),
            C4 = _c4.Measure(utf8, _tokens.Tokens),
            FineWeb = MeasureFineWeb(utf8, codePoints, visible),
        };
    }

    private GopherQualityMetrics MeasureQuality(ReadOnlySpan<byte> text, out int lineCount)
    {
        int words = 0, alphabetic = 0, stopWords = 0;
        long wordCodePoints = 0;
        foreach (ref readonly Token token in _tokens.Tokens)
        {
            words += token.IsSymbol ? 0 : 1;
            wordCodePoints += token.IsSymbol ? 0 : token.CodePoints;
            alphabetic += (token.Classes & CharacterClass.Letter) != 0 ? 1 : 0;
            if (token.Length is >= 2 and <= 4)
            {
                stopWords |= StopWords.Bit(text.Slice(token.Start, token.Length));
            }
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
            HashRatio = Ratio(text.Count((byte)'#'), _tokens.Count),
            EllipsisRatio = Ratio(text.Count("..."u8) + text.Count("…"u8), _tokens.Count),
            BulletLineRatio = Ratio(bullets, lineCount),
            EllipsisLineRatio = Ratio(ellipses, lineCount),
            AlphabeticWordRatio = Ratio(alphabetic, _tokens.Count),
            StopWordCount = BitOperations.PopCount((uint)stopWords),
        };
    }

    private GopherRepetitionMetrics MeasureRepetition(ReadOnlySpan<byte> text, int codePoints, out VisibleLineCounts visible)
    {
        SegmentCounts paragraphs = _segments.Paragraphs(text);
        SegmentCounts lines = _segments.Lines(text, out visible);
        _nGrams.Prepare(_tokens);
        return new GopherRepetitionMetrics
        {
            DuplicateParagraphRatio = Ratio(paragraphs.Duplicates, paragraphs.Total),
            DuplicateParagraphCharacterRatio = Ratio(paragraphs.DuplicateCodePoints, codePoints),
            DuplicateLineRatio = Ratio(lines.Duplicates, lines.Total),
            DuplicateLineCharacterRatio = Ratio(lines.DuplicateCodePoints, codePoints),
            Top2GramRatio = Ratio(_nGrams.TopNGramCodePoints(_tokens, 2), codePoints),
            Top3GramRatio = Ratio(_nGrams.TopNGramCodePoints(_tokens, 3), codePoints),
            Top4GramRatio = Ratio(_nGrams.TopNGramCodePoints(_tokens, 4), codePoints),
            Duplicate5GramRatio = Ratio(_nGrams.DuplicateNGramCodePoints(_tokens, 5), codePoints),
            Duplicate6GramRatio = Ratio(_nGrams.DuplicateNGramCodePoints(_tokens, 6), codePoints),
            Duplicate7GramRatio = Ratio(_nGrams.DuplicateNGramCodePoints(_tokens, 7), codePoints),
            Duplicate8GramRatio = Ratio(_nGrams.DuplicateNGramCodePoints(_tokens, 8), codePoints),
            Duplicate9GramRatio = Ratio(_nGrams.DuplicateNGramCodePoints(_tokens, 9), codePoints),
            Duplicate10GramRatio = Ratio(_nGrams.DuplicateNGramCodePoints(_tokens, 10), codePoints),
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
            LineBreakRatio = Ratio(lineFeeds, _tokens.Count),
        };
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
