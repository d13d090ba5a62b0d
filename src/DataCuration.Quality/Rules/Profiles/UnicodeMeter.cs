// Profile datacuration/1: the same metrics as datatrove/0.10 in meaning, for any language, with its documented defects mended:
//   words           Unicode words (UAX #29) instead of English tokens: punctuation is no word, case and script do not matter;
//   word length     over words of scripts with spaces; a text without such words has the mean length of its longest allowed word, so that
//                   only texts of spaced scripts are judged by it (SpacedMean);
//   stop words      those of the language that the text has most of, whatever their case;
//   lines           a blank line is no line: a leading and a trailing line feed do not make a duplicate;
//   top n-grams     an n-gram that occurs once repeats nothing: short texts are not dropped for being short;
//   n-grams         two are the same when their words are, not when their glued letters are;
//   C4              a line may end with any terminal mark, quotation marks and brackets after it; both document rules are recorded.
using DataCuration.Quality.Rules.Repetition;
using DataCuration.Quality.Rules.Unicode;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Profiles;

/// <summary>Measures documents of any language. Reuses its buffers; single-threaded.</summary>
internal sealed class UnicodeMeter : IMeter
{
    private readonly UnicodeWords _splitter = new();
    private readonly DocumentWords _words = new();
    private readonly RepeatedSegments _segments = new() { SkipsBlank = true };
    private readonly RepeatedGrams _grams = new() { MinTopCount = 2 };
    private readonly C4Lines _c4 = new() { IsMultilingual = true };

    /// <inheritdoc/>
    public DocumentMetrics Measure(ReadOnlySpan<byte> utf8)
    {
        _splitter.BeginDocument();
        _splitter.Split(utf8, _words);
        int codePoints = CharacterTable.CountCodePoints(utf8);
        GopherQualityMetrics quality = MeasureQuality(utf8, out int lineCount);
        return new DocumentMetrics
        {
            Text = new TextMetrics
            {
                CodePointCount = codePoints,
                TokenCount = _words.Count,
                LineCount = lineCount,
                SentenceCount = UnicodeSentences.Count(_words, 0, _words.Count),
            },
            GopherQuality = quality,
            GopherRepetition = MeasureRepetition(utf8, codePoints, out VisibleLineCounts visible),
            C4 = _c4.Measure(utf8, _words, _splitter),
            FineWeb = MeasureFineWeb(utf8, codePoints, visible),
        };
    }

    private GopherQualityMetrics MeasureQuality(ReadOnlySpan<byte> text, out int lineCount)
    {
        int alphabetic = 0, spaced = 0;
        long spacedCodePoints = 0;
        Span<ulong> stopWords = stackalloc ulong[StopWordLists.Parts];
        stopWords.Clear();
        ReadOnlySpan<Word> known = _words.Known;
        for (int i = 0; i < _words.Distinct; i++)
        {
            ref readonly Word word = ref known[i];
            WordTraits traits = word.Traits;
            alphabetic += (traits & WordTraits.Letter) != 0 ? word.Count : 0;
            bool isSpaced = (traits & WordTraits.Unspaced) == 0;
            spaced += isSpaced ? word.Count : 0;
            spacedCodePoints += isSpaced ? (long)word.Count * word.CodePoints : 0;
            if ((traits & WordTraits.StopWordNumber) != 0)
            {
                ReadOnlySpan<ulong> mask = StopWordLists.Mask((int)(traits & WordTraits.StopWordNumber) >> 8);
                for (int part = 0; part < stopWords.Length; part++)
                {
                    stopWords[part] |= mask[part];
                }
            }
        }

        int bullets = 0, ellipses = 0;
        lineCount = 0;
        LineSplitter lines = new(text);
        while (lines.Next())
        {
            ReadOnlySpan<byte> line = text.Slice(lines.Start, lines.Length);
            ReadOnlySpan<byte> fromStart = CharacterTable.TrimStart(line);
            bullets += IsBullet(fromStart) ? 1 : 0;
            ReadOnlySpan<byte> toEnd = CharacterTable.TrimEnd(line);
            ellipses += toEnd.EndsWith("..."u8) || toEnd.EndsWith("…"u8) ? 1 : 0;
            lineCount++;
        }

        return new GopherQualityMetrics
        {
            WordCount = _words.Count,
            MeanWordLength = SpacedMean(spacedCodePoints, spaced),
            HashRatio = Ratio(text.Count((byte)'#'), _words.Count),
            EllipsisRatio = Ratio(text.Count("..."u8) + text.Count("…"u8), _words.Count),
            BulletLineRatio = Ratio(bullets, lineCount),
            EllipsisLineRatio = Ratio(ellipses, lineCount),
            AlphabeticWordRatio = Ratio(alphabetic, _words.Count),
            StopWordCount = StopWordLists.Best(stopWords),
        };
    }

    private GopherRepetitionMetrics MeasureRepetition(ReadOnlySpan<byte> text, int codePoints, out VisibleLineCounts visible)
    {
        SegmentCounts paragraphs = _segments.Paragraphs(text);
        SegmentCounts lines = _segments.Lines(text, out visible);
        Span<long> grams = stackalloc long[RepeatedGrams.Max + 1];
        _grams.Measure(_words, RepeatedGrams.Max, grams);

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

    /// <summary>The mean length in code points of words of spaced scripts; 5, which every threshold in use allows, where there are none.</summary>
    private static double SpacedMean(long codePoints, int words) => words == 0 ? 5 : (double)codePoints / words;

    /// <summary>A line that starts with one of - * • ‣ ▪ ● ◦ – and, for the ASCII ones and the dash, white space.</summary>
    private static bool IsBullet(ReadOnlySpan<byte> line) => !line.IsEmpty && line[0] switch
    {
        (byte)'-' or (byte)'*' => line.Length > 1 && line[1] is (byte)' ' or (byte)'\t',
        0xE2 => line.StartsWith("•"u8) || line.StartsWith("‣"u8) || line.StartsWith("▪"u8) || line.StartsWith("●"u8) || line.StartsWith("◦"u8)
            || line.StartsWith("– "u8),
        _ => false,
    };
}
