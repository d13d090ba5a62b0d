// C4's line rules: Raffel et al. 2020 (arXiv 1910.10683), section 2.2, in the order and with the details of datatrove 0.10
// (c4_filters.py, C4QualityFilter). Per line: drop it when a word is longer than 1000 code points; remove citations; drop it without a
// final mark; drop it with fewer than 3 words; lorem ipsum drops the document; drop it when it mentions JavaScript; a curly bracket
// drops the document; drop it when it mentions a policy; count its sentences.
// What differs: the final-mark step is counted both ways and the two document rules only raise flags, so that every option can be
// decided later. A bracket on a line dropped before that step does not count, and as in datatrove the first of the two document rules
// hides the other.
using System.Buffers;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules;

/// <summary>Applies C4's line rules to one document. Reuses its memory; single-threaded.</summary>
internal sealed class C4Lines
{
    private const int MaxWordLength = 1000;
    private const int MinWordsPerLine = 3;

    private readonly DocumentWords _lineWords = new();
    private byte[] _lower = [];
    private byte[] _cited = [];

    /// <summary>Measures a text whose words are known.</summary>
    public C4Metrics Measure(ReadOnlySpan<byte> text, DocumentWords words, IWordSplitter splitter)
    {
        bool mayMention = MentionsAnything(Lower(text));
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
            Line judged = Judge(ref line, mayMention, hasCitation);
            bool isStrict = EndsWithMark(line);
            all.Add(judged);
            if (isStrict)
            {
                strict.Add(judged);
            }

            if (judged.IsKept)
            {
                int sentences = judged.WasCited ? CountSentences(line, splitter) : SentenceCounter.Count(words, first, word);
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
        bool mayMention = MentionsAnything(Lower(text));
        bool hasCitation = text.Contains((byte)'[');
        bool isFirst = true;
        LineSplitter lines = new(text);
        while (lines.Next())
        {
            ReadOnlySpan<byte> line = CharacterTable.Trim(text.Slice(lines.Start, lines.Length));
            Line judged = Judge(ref line, mayMention, hasCitation);
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
    private Line Judge(ref ReadOnlySpan<byte> line, bool mayMention, bool hasCitation)
    {
        int words = CountWords(line, out bool hasLongWord);
        if (hasLongWord)
        {
            return default;
        }

        bool wasCited = hasCitation && RemoveCitations(ref line);
        if (words < MinWordsPerLine)
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

    private static bool EndsWithMark(ReadOnlySpan<byte> line) =>
        !line.IsEmpty && line[^1] is (byte)'.' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)'\'' && !line.EndsWith("..."u8);

    private static int CountWords(ReadOnlySpan<byte> line, out bool hasLongWord)
    {
        int words = 0;
        int codePoints = 0;
        hasLongWord = false;
        for (int i = 0; i < line.Length;)
        {
            bool isSpace = (CharacterTable.Decode(line, i, out int length) & CharacterClass.WhiteSpace) != 0;
            codePoints = isSpace ? 0 : codePoints + 1;
            words += codePoints == 1 ? 1 : 0;
            hasLongWord |= codePoints > MaxWordLength;
            i += length;
        }

        return words;
    }

    private static bool MentionsAnything(ReadOnlySpan<byte> lower) =>
        lower.IndexOf("lorem ipsum"u8) >= 0 || lower.IndexOf("javascript"u8) >= 0 || MentionsPolicy(lower);

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
            Span<byte> target = _lower.AsSpan(length, run.Length);
            for (int i = 0; i < run.Length; i++)
            {
                byte unit = run[i];
                target[i] = (byte)(unit - 'A') <= 'Z' - 'A' ? (byte)(unit | 0x20) : unit;
            }

            length += run.Length;
            if (next < 0)
            {
                return _lower.AsSpan(0, length);
            }

            _lower[length++] = (byte)'k';
            text = text[(next + kelvin.Length)..];
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

        public void Add(Line line)
        {
            HasLorem |= line.HasLorem && !HasCurly;
            HasCurly |= line.HasCurly && !HasLorem;
        }
    }
}
