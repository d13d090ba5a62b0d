// C4's line rules: Raffel et al. 2020 (arXiv 1910.10683), section 2.2, in the order and with the details of datatrove 0.10
// (c4_filters.py, C4QualityFilter). Per line: drop it when a word is longer than 1000 code points; remove citations; drop it without a
// final mark; drop it with fewer than 3 words; lorem ipsum drops the document; drop it when it mentions JavaScript; a curly bracket
// drops the document; drop it when it mentions a policy; count its sentences.
// What differs: the final-mark step is counted both ways and the two document rules only raise flags, so that every option can be
// decided later. A bracket on a line dropped before that step does not count, and as in datatrove the first of the two document rules
// hides the other.
using System.Buffers;
using System.Numerics;
using DataCuration.Quality.Rules.Unicode;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules;

/// <summary>Applies C4's line rules to one document. Reuses its memory; single-threaded.</summary>
internal sealed class C4Lines
{
    private const int MaxWordLength = 1000;
    private const int MinWordsPerLine = 3;

    /// <summary>
    /// Any terminal mark ends a line, after which quotation marks and brackets may stand; words are those of the splitter; both document
    /// rules are recorded.
    /// </summary>
    public bool IsMultilingual { get; init; }

    private readonly DocumentWords _lineWords = new();
    private byte[] _lower = [];
    private byte[] _cited = [];

    /// <summary>Measures a text whose words are known.</summary>
    public C4Metrics Measure(ReadOnlySpan<byte> text, DocumentWords words, IWordSplitter splitter)
    {
        bool mayMention = C4Phrases.MayOccur(text);
        bool hasCitation = text.Contains((byte)'[');
        Tally strict = default, all = default;
        int word = 0;
        ReadOnlySpan<int> starts = words.Starts;
        LineSplitter lines = new(text);
        while (lines.Next())
        {
            int first = word;
            int lineEnd = lines.Start + lines.Length;
            while (word < starts.Length && starts[word] < lineEnd)
            {
                word++;
            }

            ReadOnlySpan<byte> line = CharacterTable.Trim(text.Slice(lines.Start, lines.Length));
            bool? hasEnoughWords = IsMultilingual && word - first >= MinWordsPerLine ? true : null;
            Line judged = Judge(ref line, mayMention, hasCitation, hasEnoughWords);
            bool isStrict = EndsWithMark(line);
            all.Add(judged, hidesOther: !IsMultilingual);
            if (isStrict)
            {
                strict.Add(judged, hidesOther: !IsMultilingual);
            }

            if (judged.IsKept)
            {
                int sentences = IsMultilingual ? UnicodeSentences.Count(words, first, word)
                    : judged.WasCited ? CountSentences(line, splitter)
                    : SentenceCounter.Count(words, first, word);
                all.Sentences += sentences;
                strict.Sentences += isStrict ? sentences : 0;
            }
        }

        return new C4Metrics
        {
            SentenceCount = strict.Sentences,
            SentenceCountOfAllLines = all.Sentences,
            HasLoremIpsum = strict.HasLorem,
            HasLoremIpsumOnAnyLine = all.HasLorem,
            HasCurlyBracket = strict.HasCurly,
            HasCurlyBracketOnAnyLine = all.HasCurly,
        };
    }

    /// <summary>
    /// The text that C4 leaves: the kept lines without citations, joined by a line feed and stripped. The text itself when lorem ipsum or a
    /// curly bracket drops the document.
    /// </summary>
    public byte[] Rewrite(ReadOnlySpan<byte> text, bool requireTerminalPunctuation)
    {
        ArrayBufferWriter<byte> kept = new(Math.Max(1, text.Length));
        bool mayMention = C4Phrases.MayOccur(text);
        bool hasCitation = text.Contains((byte)'[');
        bool isFirst = true;
        LineSplitter lines = new(text);
        while (lines.Next())
        {
            ReadOnlySpan<byte> line = CharacterTable.Trim(text.Slice(lines.Start, lines.Length));
            Line judged = Judge(ref line, mayMention, hasCitation, hasEnoughWords: null);
            if (requireTerminalPunctuation && !EndsWithMark(line))
            {
                continue;
            }

            if (judged.HasLorem || judged.HasCurly)
            {
                return text.ToArray();
            }

            if (judged.IsKept)
            {
                kept.Write(isFirst ? default : "\n"u8);
                kept.Write(line);
                isFirst = false;
            }
        }

        return CharacterTable.Trim(kept.WrittenSpan).ToArray();
    }

    /// <summary>Takes a stripped line through the steps, all but the one that asks for a final mark; removes its citations.</summary>
    private Line Judge(ref ReadOnlySpan<byte> line, bool mayMention, bool hasCitation, bool? hasEnoughWords)
    {
        bool hasLongWord = false;
        hasEnoughWords = hasEnoughWords == true && line.Length <= MaxWordLength ? true : HasEnoughWords(line, out hasLongWord) || hasEnoughWords == true;
        if (hasLongWord)
        {
            return default;
        }

        bool wasCited = hasCitation && RemoveCitations(ref line);
        if (hasEnoughWords != true)
        {
            return default;
        }

        ReadOnlySpan<byte> lower = mayMention ? Lower(line) : default;
        if (mayMention && lower.IndexOf("lorem ipsum"u8) >= 0)
        {
            return new Line { HasLorem = true };
        }

        if (mayMention && lower.IndexOf("javascript"u8) >= 0)
        {
            return default;
        }

        return line.Contains((byte)'{')
            ? new Line { HasCurly = true }
            : new Line { IsKept = !mayMention || !MentionsPolicy(lower), WasCited = wasCited };
    }

    private int CountSentences(ReadOnlySpan<byte> line, IWordSplitter splitter)
    {
        splitter.Split(line, _lineWords);
        return SentenceCounter.Count(_lineWords);
    }

    private bool EndsWithMark(ReadOnlySpan<byte> line) => IsMultilingual
        ? TerminalMarks.Ends(line) && !line.EndsWith("..."u8)
        : !line.IsEmpty && line[^1] is (byte)'.' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)'\'' && !line.EndsWith("..."u8);

    /// <summary>Whether a line has three words, and none of more than 1000 code points.</summary>
    private static bool HasEnoughWords(ReadOnlySpan<byte> line, out bool hasLongWord)
    {
        int words = 0;
        hasLongWord = false;
        for (int i = 0; i < line.Length; words++)
        {
            int start = i;
            i = CharacterTable.SkipVisible(line, i);
            hasLongWord |= i - start > MaxWordLength && CharacterTable.CountCodePoints(line[start..i]) > MaxWordLength;
            i = CharacterTable.SkipSpace(line, i);
            if (words + 1 >= MinWordsPerLine && line.Length - i <= MaxWordLength)
            {
                return true;
            }
        }

        return words >= MinWordsPerLine;
    }

    private static bool MentionsPolicy(ReadOnlySpan<byte> lower) =>
        lower.IndexOf("terms of use"u8) >= 0 || lower.IndexOf("privacy policy"u8) >= 0
        || (lower.IndexOf("cookie"u8) >= 0 && MentionsCookies(lower));

    private static bool MentionsCookies(ReadOnlySpan<byte> lower) =>
        lower.IndexOf("cookie policy"u8) >= 0 || lower.IndexOf("uses cookies"u8) >= 0
        || lower.IndexOf("use of cookies"u8) >= 0 || lower.IndexOf("use cookies"u8) >= 0;

    /// <summary>
    /// Lower case as far as an ASCII phrase can tell: A to Z, and U+212A KELVIN SIGN, the one other code point whose lower case is an
    /// ASCII letter alone.
    /// </summary>
    private ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text)
    {
        if (_lower.Length < text.Length)
        {
            _lower = new byte[text.Length * 2];
        }

        ReadOnlySpan<byte> kelvin = "\u212A"u8;
        int length = 0;
        while (true)
        {
            int next = text.IndexOf(kelvin);
            ReadOnlySpan<byte> run = next < 0 ? text : text[..next];
            LowerAscii(run, _lower.AsSpan(length, run.Length));
            length += run.Length;
            if (next < 0)
            {
                return _lower.AsSpan(0, length);
            }

            _lower[length++] = (byte)'k';
            text = text[(next + kelvin.Length)..];
        }
    }

    private static void LowerAscii(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int i = 0;
        Vector<byte> first = new((byte)'A');
        Vector<byte> letters = new(26);
        Vector<byte> bit = new(0x20);
        for (; i <= text.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<byte> units = new(text[i..]);
            Vector<byte> isUpper = Vector.LessThan(units - first, letters);
            (units | (isUpper & bit)).CopyTo(target[i..]);
        }

        for (; i < text.Length; i++)
        {
            byte unit = text[i];
            target[i] = (byte)(unit - 'A') <= 'Z' - 'A' ? (byte)(unit | 0x20) : unit;
        }
    }

    /// <summary>Removes <c>[12]</c>, <c>[]</c>, <c>[edit]</c> and <c>[citation needed]</c>; digits of any script.</summary>
    private bool RemoveCitations(ref ReadOnlySpan<byte> line)
    {
        if (!line.Contains((byte)'['))
        {
            return false;
        }

        if (_cited.Length < line.Length)
        {
            _cited = new byte[line.Length * 2];
        }

        int length = 0;
        for (int i = 0; i < line.Length;)
        {
            int citation = line[i] == (byte)'[' ? CitationLength(line[i..]) : 0;
            if (citation == 0)
            {
                _cited[length++] = line[i];
            }

            i += Math.Max(1, citation);
        }

        line = _cited.AsSpan(0, length);
        return true;
    }

    private static int CitationLength(ReadOnlySpan<byte> at)
    {
        if (at.StartsWith("[edit]"u8))
        {
            return "[edit]"u8.Length;
        }

        if (at.StartsWith("[citation needed]"u8))
        {
            return "[citation needed]"u8.Length;
        }

        int i = 1;
        while (i < at.Length && (CharacterTable.Decode(at, i, out int length) & CharacterClass.Digit) != 0)
        {
            i += length;
        }

        return i < at.Length && at[i] == (byte)']' ? i + 1 : 0;
    }

    private struct Line
    {
        public bool IsKept;
        public bool WasCited;
        public bool HasLorem;
        public bool HasCurly;
    }

    private struct Tally
    {
        public int Sentences;
        public bool HasLorem;
        public bool HasCurly;

        public void Add(Line line, bool hidesOther)
        {
            HasLorem |= line.HasLorem && !(hidesOther && HasCurly);
            HasCurly |= line.HasCurly && !(hidesOther && HasLorem);
        }
    }
}
